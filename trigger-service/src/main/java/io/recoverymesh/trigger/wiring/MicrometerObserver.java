package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.trigger.Received;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what happens; every counter is registered before the first signal. */
final class MicrometerObserver implements TriggerObserver {
    private final MeterRegistry registry;
    private final Map<SignalKind, Map<Received, Counter>> signals = new EnumMap<>(SignalKind.class);
    private final Map<TriggerEventKind, Counter> events = new EnumMap<>(TriggerEventKind.class);
    private final Counter candidates;
    private final Counter requests;
    private final Counter rerouted;

    MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
        for (SignalKind kind : SignalKind.values()) {
            Map<Received, Counter> ofKind = new EnumMap<>(Received.class);
            for (Received received : Received.values()) {
                ofKind.put(
                        received, registry.counter("mesh.trigger.signals", "kind", tag(kind), "result", tag(received)));
            }
            signals.put(kind, ofKind);
        }
        for (TriggerEventKind kind : TriggerEventKind.values()) {
            events.put(kind, registry.counter("mesh.trigger.events", "kind", tag(kind)));
        }
        candidates = registry.counter("mesh.trigger.candidates");
        requests = registry.counter("mesh.trigger.requests");
        rerouted = registry.counter("mesh.trigger.rerouted");
    }

    @Override
    public void signal(SignalKind kind, Received received) {
        count(signals.getOrDefault(kind, Map.of()).get(received));
    }

    @Override
    public void candidates(int count) {
        candidates.increment(count);
    }

    @Override
    public void requested() {
        requests.increment();
    }

    @Override
    public void event(TriggerEventKind kind) {
        count(events.get(kind));
    }

    @Override
    public void deadLetter(String topic) {
        registry.counter("mesh.trigger.dead.letters", "topic", topic).increment();
    }

    @Override
    public void rerouted() {
        rerouted.increment();
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
