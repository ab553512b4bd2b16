package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.catalogue.DirectoryLoader;
import io.recoverymesh.correlation.catalogue.DirectoryLoader.CatalogueWriter;
import io.recoverymesh.correlation.kafka.MeshProducer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the catalogue as the configured directory declares it; does nothing where none is configured. */
@Singleton
final class PolicyLoader implements CatalogueWriter {
    private final MeshProducer producer;
    private final @Nullable DirectoryLoader loader;

    PolicyLoader(CorrelationSettings settings, CatalogueReader catalogue, MeshProducer producer) {
        this.producer = producer;
        Path directory = settings.policies();
        this.loader = directory == null
                ? null
                : new DirectoryLoader(directory, catalogue::catalogue, this, Clock.systemUTC());
    }

    /** To be called once the catalogue was read to its end. */
    void start() {
        if (loader != null) {
            loader.start();
        }
    }

    List<PolicyProblem> problems() {
        return loader == null ? List.of() : loader.problems();
    }

    @Override
    public void publish(Declared declared) {
        producer.publish(declared.toRecord());
    }

    @Override
    public void retract(Declared declared) {
        producer.retract(declared.kind(), declared.name());
    }

    @PreDestroy
    void stop() {
        if (loader != null) {
            loader.close();
        }
    }
}
