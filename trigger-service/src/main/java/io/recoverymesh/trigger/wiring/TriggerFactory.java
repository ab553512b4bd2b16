package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
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
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The parts of the service, each once. */
@Factory
final class TriggerFactory {
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
