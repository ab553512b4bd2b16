package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.correlation.kafka.MeshGroups;
import io.recoverymesh.correlation.kafka.MeshProducer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Beans of classes that know no framework. */
@Factory
final class CorrelationFactory {
    @Singleton
    @Named("correlation")
    ClientSettings clientSettings(
            @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092") String bootstrapServers,
            Environment environment) {
        return ClientSettings.of(
                bootstrapServers, environment.getProperties(ClientSettings.PREFIX, StringConvention.RAW));
    }

    @Singleton
    MeshGroups meshGroups() {
        return new MeshGroups();
    }

    @Singleton
    @Bean(preDestroy = "close")
    MeshProducer meshProducer(CorrelationSettings settings) {
        return new MeshProducer(settings.topics(), settings.partitions(), settings.clients(), settings.registryUrl());
    }
}
