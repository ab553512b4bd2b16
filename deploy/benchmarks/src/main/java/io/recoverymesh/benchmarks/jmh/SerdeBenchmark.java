package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.benchmarks.Signals;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TargetStateCodec;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A signal of 300 bytes and the state of its target, to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SerdeBenchmark {
    private static final String TOPIC = "mesh.alert";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AvroSerializer<AlertReceived> serializer = new AvroSerializer<>();
    private final AvroDeserializer<AlertReceived> deserializer = new AvroDeserializer<>(AlertReceived.class);
    private final AlertReceived alert = Signals.alert(1, 1, NOW);
    private final TargetState state = TriggerCore.decide(TargetState.NEW, Signal.of(alert), Catalogue.EMPTY, NOW)
            .state();
    private final byte[] encodedState = TargetStateCodec.encode(state);
    private final byte @Nullable [] encoded;

    public SerdeBenchmark() {
        Map<String, Object> inMemory = Map.of("schema.registry.url", "mock://benchmark");
        serializer.configure(inMemory, false);
        deserializer.configure(inMemory, false);
        encoded = serializer.serialize(TOPIC, alert);
    }

    @Benchmark
    public byte @Nullable [] encodeSignal() {
        return serializer.serialize(TOPIC, alert);
    }

    @Benchmark
    public @Nullable AlertReceived decodeSignal() {
        return deserializer.deserialize(TOPIC, encoded);
    }

    @Benchmark
    public byte[] encodeTargetState() {
        return TargetStateCodec.encode(state);
    }

    @Benchmark
    public TargetState decodeTargetState() {
        return TargetStateCodec.decode(encodedState);
    }
}
