package io.recoverymesh.handler.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.protocol.Refusal;
import java.time.Duration;

/** Counts and times under {@code mesh.handler.*}; tags are names of handlers, actions, outcomes and reasons only. */
public final class MicrometerObserver implements LoopObserver {
    private final MeterRegistry registry;

    public MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void started(String handler, String action, Duration waited) {
        Timer.builder("mesh.handler.start.latency")
                .description("From a command's issue to the start of its effect")
                .tags("handler", handler, "action", action)
                .publishPercentileHistogram()
                .register(registry)
                .record(waited.isNegative() ? Duration.ZERO : waited);
    }

    @Override
    public void ended(String handler, String action, String outcome, Duration took) {
        Timer.builder("mesh.handler.attempts")
                .description("Attempts by how they ended, and how long they took")
                .tags("handler", handler, "action", action, "outcome", outcome)
                .register(registry)
                .record(took);
    }

    @Override
    public void refused(String handler, Refusal reason) {
        registry.counter("mesh.handler.refusals", "handler", handler, "reason", reason.tag())
                .increment();
    }

    @Override
    public void ignored() {
        registry.counter("mesh.handler.ignored").increment();
    }

    @Override
    public void deadLettered(String topic) {
        registry.counter("mesh.handler.dead.letters", "topic", topic).increment();
    }

    @Override
    public void reopened() {
        registry.counter("mesh.handler.reopened").increment();
    }
}
