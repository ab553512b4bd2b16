package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.recoverymesh.common.kafka.StreamsLag;
import io.recoverymesh.common.kafka.StreamsState;
import jakarta.inject.Singleton;

/** What is looked at when somebody scrapes. */
@Singleton
final class TriggerGauges implements ApplicationEventListener<ServerStartupEvent> {
    private final TriggerStreams streams;
    private final MeterRegistry meters;

    TriggerGauges(TriggerStreams streams, MeterRegistry meters) {
        this.streams = streams;
        this.meters = meters;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Gauge.builder("mesh.streams.lag", streams, held -> StreamsLag.of(held.streams()))
                .tag("service", "trigger")
                .register(meters);
        Gauge.builder("mesh.streams.running", streams, TriggerGauges::running)
                .tag("service", "trigger")
                .register(meters);
    }

    private static double running(TriggerStreams streams) {
        return StreamsState.isReady(streams.streams()) ? 1 : 0;
    }
}
