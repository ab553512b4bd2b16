package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.benchmarks.Catalogues;
import io.recoverymesh.benchmarks.Signals;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Decision;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A firing alert that is known already and that no policy is about: its cost must not grow with the policies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TriggerCoreBenchmark {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Param({"10", "10000"})
    public int policies;

    private Catalogue catalogue = Catalogue.EMPTY;
    private TargetState state = TargetState.NEW;
    private Signal signal = Signal.of(Signals.alert(1, 1, NOW));

    @Setup
    public void prepare() {
        List<PolicyEntry> entries = Catalogues.others(policies).stream()
                .map(document -> new PolicyEntry(document.policy(), document.canonical()))
                .toList();
        catalogue = Catalogue.of(entries, List.of());
        state = TriggerCore.decide(TargetState.NEW, signal, catalogue, NOW).state();
        signal = Signal.of(Signals.alert(1, 2, NOW.plusSeconds(60)));
    }

    @Benchmark
    public Decision noMatch() {
        return TriggerCore.decide(state, signal, catalogue, NOW.plusSeconds(60));
    }
}
