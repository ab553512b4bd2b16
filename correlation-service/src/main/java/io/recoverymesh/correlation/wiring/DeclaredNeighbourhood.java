package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Neighbourhood;
import io.recoverymesh.correlation.kafka.TroubledServices;
import io.recoverymesh.schemas.TargetHealth;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalogue declares, and the health of services of all groups as mesh.targets tells it. */
@Singleton
final class DeclaredNeighbourhood implements Neighbourhood {
    private static final Duration READ = Duration.ofSeconds(60);

    private final CatalogueReader catalogue;
    private final TroubledServices troubled = new TroubledServices();
    private final CompactedTopic<TargetHealth> topic;

    DeclaredNeighbourhood(CorrelationSettings settings, CatalogueReader catalogue) {
        this.catalogue = catalogue;
        AvroDeserializer<TargetHealth> deserializer = new AvroDeserializer<>(TargetHealth.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        topic = new CompactedTopic<>(
                settings.topics().targets.name(), settings.clients(), deserializer, troubled::onEntry);
    }

    /** Begins to read what is there. */
    void start() {
        topic.start();
    }

    /** Returns when it was read to the end. */
    void awaitRead() throws InterruptedException {
        if (!topic.awaitRead(READ)) {
            throw new IllegalStateException(
                    "Expected to read the health of all targets within " + READ + ", but it took longer");
        }
    }

    @Override
    public List<Dependency> dependenciesOf(TargetRef target) {
        return catalogue.services().dependenciesOf(target);
    }

    @Override
    public @Nullable Trouble elsewhere(Dependency dependency) {
        return troubled.of(dependency);
    }

    @Override
    public @Nullable Window windowOf(TargetRef target, Instant now) {
        return catalogue.services().windowOf(target, now);
    }

    @PreDestroy
    void stop() {
        topic.close();
    }
}
