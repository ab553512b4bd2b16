package io.recoverymesh.handler.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.LoopState;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Whether commands are taken, and how many attempts run. */
@Singleton
final class HandlerHealth implements HealthIndicator {
    private final HandlerLoop loop;

    HandlerHealth(HandlerLoop loop) {
        this.loop = loop;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        LoopState state = loop.state();
        return Publishers.just(HealthResult.builder("handler", state.ready() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("detail", state.detail(), "running", state.running()))
                .build());
    }
}
