package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.benchmarks.Catalogues;
import io.recoverymesh.benchmarks.Signals;
import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Conditions;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import io.recoverymesh.trigger.signal.Signal;
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

/** Which triggers a signal concerns, by the index (goal: 2 µs, however many policies), and one condition (goal: 5 µs). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IndexBenchmark {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Param({"10", "10000"})
    public int policies;

    private final Signal signal = Signal.of(Signals.alert(1, 1, NOW));
    private final Condition condition = Conditions.compile(
            "signal.severity in ['critical', 'warning'] && signal.labels.team == 'payments' && target.service != 'x'");
    private Catalogue catalogue = Catalogue.EMPTY;

    @Setup
    public void prepare() {
        catalogue = Catalogue.of(
                Catalogues.others(policies).stream()
                        .map(document -> new PolicyEntry(document.policy(), document.canonical()))
                        .toList(),
                List.of());
    }

    @Benchmark
    public List<Clause> lookup() {
        return catalogue.concerning(signal);
    }

    @Benchmark
    public Condition.Result condition() {
        return condition.evaluate(signal.summary(), signal.target());
    }
}
