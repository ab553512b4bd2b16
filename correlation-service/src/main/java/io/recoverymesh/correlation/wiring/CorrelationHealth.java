package io.recoverymesh.correlation.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/** UP while the topology runs. */
@Singleton
final class CorrelationHealth implements HealthIndicator {
    private final CorrelationStreams streams;

    CorrelationHealth(CorrelationStreams streams) {
        this.streams = streams;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        KafkaStreams running = streams.streams();
        KafkaStreams.State state = running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
        HealthStatus status = state == KafkaStreams.State.RUNNING ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("correlation", status)
                .details(Map.of("streams", state.name()))
                .build());
    }
}
