package io.recoverymesh.handler.micronaut;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.micrometer.MicrometerObserver;
import jakarta.inject.Singleton;

/** {@code mesh.handler.*}, where the application has a registry of meters. */
@Factory
@Requires(classes = MeterRegistry.class)
@Requires(beans = MeterRegistry.class)
final class HandlerMetrics {
    @Singleton
    LoopObserver observer(MeterRegistry registry, BeanProvider<HandlerService> handlers) {
        Gauge.builder("mesh.handler.running", () -> handlers.get().state().running())
                .description("Attempts that run now")
                .register(registry);
        return new MicrometerObserver(registry);
    }
}
