package io.recoverymesh.correlation.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.recoverymesh.common.kafka.StreamsLag;
import io.recoverymesh.common.kafka.StreamsState;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/** UP while the topology runs; otherwise says why it does not. */
@Singleton
final class CorrelationHealth implements HealthIndicator {
    private final CorrelationStreams streams;

    CorrelationHealth(CorrelationStreams streams) {
        this.streams = streams;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        KafkaStreams running = streams.streams();
        HealthStatus status = StreamsState.isReady(running) ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("correlation", status)
                .details(Map.of(
                        "streams", StreamsState.name(running),
                        "why", StreamsState.why(running),
                        "lag", StreamsLag.of(running)))
                .build());
    }
}
