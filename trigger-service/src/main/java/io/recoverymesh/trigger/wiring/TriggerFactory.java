package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.recoverymesh.trigger.http.IntakeClock;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.kafka.CatalogueConsumer;
import io.recoverymesh.trigger.kafka.SignalProducer;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.system.Prober;
import jakarta.inject.Singleton;
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
    TriggerObserver observer(@Nullable MeterRegistry registry) {
        return registry == null ? TriggerObserver.NONE : new MicrometerObserver(registry);
    }
}
