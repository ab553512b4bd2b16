package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.trigger.http.IntakeClock;
import io.recoverymesh.trigger.http.IntakeLimits;
import io.recoverymesh.trigger.http.IntakeObserver;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.kafka.CatalogueConsumer;
import io.recoverymesh.trigger.kafka.SignalProducer;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.system.MappingFile;
import io.recoverymesh.trigger.system.Prober;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The parts of the service, each once. */
@Factory
final class TriggerFactory {
    @Singleton
    @Named("trigger")
    ClientSettings clientSettings(
            @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092") String bootstrapServers,
            Environment environment) {
        return ClientSettings.of(
                bootstrapServers, environment.getProperties(ClientSettings.PREFIX, StringConvention.RAW));
    }

    @Singleton
    IntakeClock clock() {
        return InstantSource.system()::instant;
    }

    @Singleton
    @Bean(preDestroy = "close")
    SignalProducer intake(MeshConfiguration mesh) {
        return SignalProducer.open(mesh.clients(), mesh.serdes(), mesh.topics());
    }

    @Singleton
    @Bean(preDestroy = "close")
    MappingFile mapping(@Property(name = "trigger.mapping") @Nullable Path file) {
        return new MappingFile(file);
    }

    @Singleton
    PayloadReader payloads(MappingFile mapping) {
        return new PayloadReader(mapping);
    }

    @Singleton
    CatalogueBoard catalogue() {
        return new CatalogueBoard();
    }

    @Singleton
    @Bean(preDestroy = "close")
    CatalogueConsumer catalogueConsumer(MeshConfiguration mesh, CatalogueBoard board) {
        return new CatalogueConsumer(mesh.clients(), mesh.serdes(), mesh.topics().policies, board);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Prober prober(SignalProducer intake) {
        return new Prober(intake, InstantSource.system());
    }

    @Singleton
    IntakeLimits intakeLimits(
            @Property(name = "trigger.intake.max-requests", defaultValue = "128") int maxRequests,
            @Property(name = "trigger.intake.max-bytes", defaultValue = "16777216") long maxBytes,
            @Property(name = "trigger.intake.body-timeout", defaultValue = "10s") Duration bodyTimeout) {
        return new IntakeLimits(maxRequests, maxBytes, bodyTimeout);
    }

    @Singleton
    IntakeObserver intakeObserver(@Nullable MeterRegistry registry) {
        return registry == null ? IntakeObserver.NONE : new IntakeMeters(registry);
    }

    @Singleton
    TriggerObserver observer(@Nullable MeterRegistry registry) {
        return registry == null ? TriggerObserver.NONE : new MicrometerObserver(registry);
    }
}
