package io.recoverymesh.trigger.wiring;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.recoverymesh.common.kafka.StreamsLag;
import io.recoverymesh.common.kafka.StreamsState;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.system.MappingFile;
import io.recoverymesh.trigger.system.Prober;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/** UP while signals are processed; tells how many policies and probes there are. */
@Singleton
final class TriggerHealth implements HealthIndicator {
    private final TriggerStreams streams;
    private final CatalogueBoard board;
    private final Prober prober;
    private final MappingFile mapping;

    TriggerHealth(TriggerStreams streams, CatalogueBoard board, Prober prober, MappingFile mapping) {
        this.streams = streams;
        this.board = board;
        this.prober = prober;
        this.mapping = mapping;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        KafkaStreams running = streams.streams();
        HealthStatus status = StreamsState.isReady(running) ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(HealthResult.builder("trigger", status)
                .details(Map.of(
                        "streams", StreamsState.name(running),
                        "why", StreamsState.why(running),
                        "lag", StreamsLag.of(running),
                        "policies", board.get().policies(),
                        "probedTargets", prober.targets(),
                        "mapping",
                                mapping.problems().isEmpty()
                                        ? "ok"
                                        : mapping.problems().stream()
                                                .map(Object::toString)
                                                .toList()))
                .build());
    }
}
