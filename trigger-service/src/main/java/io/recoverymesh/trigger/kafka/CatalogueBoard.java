package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.schemas.PolicyDocument;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest catalogue, for everyone to look at; replaced as a whole.
 *
 * <p>Written by one thread; a document that cannot be used is left out, and its neighbours stay.
 */
public final class CatalogueBoard implements Supplier<Catalogue> {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueBoard.class);
    private static final String SERVICE = "Service";

    private final PolicyReader reader = new PolicyReader();
    private final Map<String, List<Clause>> policies = new HashMap<>();
    private final Map<String, ServiceDocument> services = new HashMap<>();
    private volatile Catalogue current = Catalogue.EMPTY;
    private final List<Consumer<Catalogue>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Catalogue get() {
        return current;
    }

    /** Tells of every catalogue from now on, and of the present one. */
    public synchronized void listen(Consumer<Catalogue> listener) {
        listeners.add(listener);
        listener.accept(get());
    }

    /** Takes one record of the catalogue topic; it shows after the next {@link #swap}. */
    void put(String key, @Nullable PolicyDocument document) {
        policies.remove(key);
        services.remove(key);
        if (document == null) {
            return;
        }
        try {
            if (document.getKind().equals(SERVICE)) {
                services.put(key, reader.service(document.getDocument()));
            } else {
                PolicyEntry entry = new PolicyEntry(reader.policy(document.getDocument()), document.getDocument());
                policies.put(key, Catalogue.clausesOf(entry));
            }
        } catch (RuntimeException e) {
            LOG.error("Leaves {} out of the catalogue: {}", key, e.getMessage());
        }
    }

    /** Makes everything that was put visible at once. */
    synchronized void swap() {
        Catalogue next = Catalogue.ofCompiled(
                policies.values().stream().flatMap(List::stream).toList(), services.values());
        current = next;
        LOG.info("Catalogue: {} policies, {} services", policies.size(), services.size());
        listeners.forEach(listener -> listener.accept(next));
    }
}
