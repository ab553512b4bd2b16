package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.recoverymesh.correlation.kafka.MeshGroups;
import io.recoverymesh.correlation.kafka.MeshProducer;
import jakarta.inject.Singleton;

/** Beans of classes that know no framework. */
@Factory
final class CorrelationFactory {
    @Singleton
    MeshGroups meshGroups() {
        return new MeshGroups();
    }

    @Singleton
    @Bean(preDestroy = "close")
    MeshProducer meshProducer(CorrelationSettings settings) {
        return new MeshProducer(
                settings.topics(), settings.partitions(), settings.bootstrapServers(), settings.registryUrl());
    }
}
