package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.catalogue.Services;
import io.recoverymesh.schemas.PolicyDocument;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows mesh.policies; the catalogue is replaced as a whole. */
@Singleton
final class CatalogueReader {
    private static final Duration READ = Duration.ofSeconds(30);

    private final CompactedTopic<PolicyDocument> topic;
    private final PolicyReader reader = new PolicyReader();
    private final Map<String, Declared> entries = new TreeMap<>();
    private volatile Catalogue catalogue = Catalogue.EMPTY;
    private volatile Services services = new Services(Catalogue.EMPTY);

    CatalogueReader(CorrelationSettings settings) {
        AvroDeserializer<PolicyDocument> deserializer = new AvroDeserializer<>(PolicyDocument.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        topic = new CompactedTopic<>(
                settings.topics().policies.name(), settings.clients(), deserializer, this::onEntry);
    }

    /** Reads what is there; returns when it was read to the end. */
    void start() throws InterruptedException {
        topic.start();
        if (!topic.awaitRead(READ)) {
            throw new IllegalStateException("Expected to read the policies within " + READ + ", but it took longer");
        }
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Services services() {
        return services;
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    private void onEntry(String key, @Nullable PolicyDocument record) {
        if (record == null) {
            entries.remove(key);
        } else {
            entries.put(key, Declared.of(record, reader));
        }
        Catalogue next = Catalogue.of(entries.values());
        services = new Services(next);
        catalogue = next;
    }
}
