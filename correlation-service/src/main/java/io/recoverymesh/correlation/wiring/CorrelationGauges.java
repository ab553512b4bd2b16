package io.recoverymesh.correlation.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.recoverymesh.common.kafka.StreamsLag;
import io.recoverymesh.common.kafka.StreamsState;
import io.recoverymesh.correlation.http.MeshReader;
import io.recoverymesh.correlation.http.UnavailableException;
import io.recoverymesh.schemas.BreakerState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What is looked at when somebody scrapes: the state that is held here; add up over the instances. */
@Singleton
final class CorrelationGauges implements ApplicationEventListener<ServerStartupEvent> {
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final CorrelationStreams streams;
    private final MeshReader reader;
    private final MeterRegistry meters;
    private StateCount last = StateCount.NOTHING;
    private long countedAt;

    CorrelationGauges(CorrelationStreams streams, MeshReader reader, MeterRegistry meters) {
        this.streams = streams;
        this.reader = reader;
        this.meters = meters;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Gauge.builder("mesh.streams.lag", streams, held -> StreamsLag.of(held.streams()))
                .tag("service", "correlation")
                .register(meters);
        Gauge.builder("mesh.streams.running", streams, CorrelationGauges::running)
                .tag("service", "correlation")
                .register(meters);
        gauge("mesh.targets.known", StateCount::known);
        gauge("mesh.targets.unhealthy", StateCount::unhealthy);
        gauge("mesh.recoveries.active", StateCount::active);
        gauge("mesh.requests.queued", StateCount::queued);
        gauge("mesh.storms.active", StateCount::storms);
        gauge("mesh.groups.paused", StateCount::paused);
        for (BreakerState state : BreakerState.values()) {
            Gauge.builder("mesh.breakers", this, gauges -> gauges.count().breakers(state))
                    .tag("state", state.name())
                    .register(meters);
        }
    }

    private void gauge(String name, ToDoubleFunction<StateCount> value) {
        Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.count())).register(meters);
    }

    /** One scan for all gauges of a scrape. */
    private synchronized StateCount count() {
        long now = System.nanoTime();
        if (last.equals(StateCount.NOTHING) || now - countedAt > FRESH) {
            countedAt = now;
            try {
                last = StateCount.of(reader.ledger());
            } catch (UnavailableException e) {
                last = StateCount.NOTHING;
            }
        }
        return last;
    }

    private static double running(CorrelationStreams streams) {
        return StreamsState.isReady(streams.streams()) ? 1 : 0;
    }
}
