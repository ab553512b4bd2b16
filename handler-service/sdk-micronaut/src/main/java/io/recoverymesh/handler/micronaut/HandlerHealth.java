package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.recoverymesh.handler.kafka.LoopState;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** {@code handler} in {@code /health}: UP while commands are taken. */
@Singleton
@Requires(classes = HealthIndicator.class)
final class HandlerHealth implements HealthIndicator {
    private final HandlerService handlers;

    HandlerHealth(HandlerService handlers) {
        this.handlers = handlers;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        if (!handlers.isServing()) {
            return Publishers.empty();
        }
        LoopState state = handlers.state();
        return Publishers.just(HealthResult.builder("handler", state.ready() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("detail", state.detail(), "running", state.running()))
                .build());
    }
}
