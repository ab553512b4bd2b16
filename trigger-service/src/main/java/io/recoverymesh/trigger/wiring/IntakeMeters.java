package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recoverymesh.trigger.http.IntakeObserver;
import java.util.function.Supplier;

/** Counts answers of the intake by format and status; shows what it holds. */
final class IntakeMeters implements IntakeObserver {
    private final MeterRegistry registry;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(String format, int status) {
        registry.counter("mesh.intake.requests", "format", format, "status", Integer.toString(status))
                .increment();
    }

    @Override
    public void watch(Supplier<Number> requests, Supplier<Number> bytes) {
        Gauge.builder("mesh.intake.waiting", requests).register(registry);
        Gauge.builder("mesh.intake.waiting.bytes", bytes).register(registry);
    }
}
