package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Gate and coordinator over a ledger in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CorrelatorBenchmark {
    private final Correlator correlator = new Correlator(new Policies(new PolicyReader()));
    private final RecoveryRequest request = Inputs.request();
    private final Surroundings surroundings = Surroundings.alone(Inputs.NOW);
    private final MemoryLedger unhealthy = ledger();

    /** What every guard says, and why. */
    @Benchmark
    public List<Explanation> explain() {
        return correlator.explain(unhealthy, request, surroundings);
    }

    /** The gate admits, the coordinator dispatches the first step. */
    @Benchmark
    public List<Output> admit() {
        return correlator.handle(ledger(), new Input.Requested(request), surroundings);
    }

    /** Down, request, started, succeeded, up: five inputs from the first report to the verification. */
    @Benchmark
    public List<Output> wholeRecovery() {
        MemoryLedger ledger = ledger();
        StepCommand command = correlator.handle(ledger, new Input.Requested(request), surroundings).stream()
                .filter(Output.Commanded.class::isInstance)
                .map(output -> ((Output.Commanded) output).command())
                .findFirst()
                .orElseThrow();
        correlator.handle(ledger, new Input.Reported(Inputs.started(command)), surroundings);
        correlator.handle(ledger, new Input.Reported(Inputs.succeeded(command)), surroundings);
        return correlator.handle(ledger, new Input.Observed(Inputs.up()), surroundings);
    }

    private MemoryLedger ledger() {
        MemoryLedger ledger = new MemoryLedger();
        correlator.handle(ledger, new Input.Observed(Inputs.down()), surroundings);
        return ledger;
    }
}
