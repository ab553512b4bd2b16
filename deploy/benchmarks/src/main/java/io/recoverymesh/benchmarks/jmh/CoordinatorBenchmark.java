package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decisions about a plan of ten steps, alone and among many recoveries that are active in the same group. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class CoordinatorBenchmark {
    private static final int STEPS = 10;
    private static final String TARGET = "payments/payments-1";
    private static final int DECISIONS = 2 * STEPS;

    /** Recoveries of other targets of the group that are active all the time. */
    @Param({"0", "100000"}) // begun one after the other, a millisecond apart
    public int active;

    private final Correlator correlator = new Correlator(new Policies(new PolicyReader()));
    private final Surroundings surroundings = Surroundings.alone(Inputs.NOW);
    private final MemoryLedger ledger = new MemoryLedger();
    private final RecoveryPolicy policy = plan();
    private StepCommand first;
    private Recovery begun;
    private TargetState target;

    @Setup
    public void begin() {
        first = begin(TARGET, "r-1");
        begun = Objects.requireNonNull(ledger.recoveries().get(first.getRecoveryId()));
        target = Objects.requireNonNull(ledger.targets().get(first.getGroup() + "/" + TARGET));
        List<Deadline> deadlines = List.copyOf(ledger.deadlines().entries().values());
        for (int i = 0; i < active; i++) {
            String id = "other-" + i;
            ledger.recoveries().put(id, as(begun, id, "other/" + i));
            ledger.targets().put(first.getGroup() + "/other/" + i, target.withActive(id));
            ledger.keys().put(id, new KeyState(id, null));
            for (Deadline due : deadlines) {
                Deadline own =
                        new Deadline(due.due().plusMillis(i), due.kind(), due.group(), id + "#step-0", due.attempt());
                ledger.deadlines().put(own.key(), own);
            }
        }
    }

    /** Twenty decisions about one recovery: each step is taken, and done; the last leads to the verification. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public int tenSteps() {
        ledger.recoveries().put(begun.id(), begun);
        ledger.targets().put(first.getGroup() + "/" + TARGET, target);
        int outputs = 0;
        for (StepCommand command = first; command != null; ) {
            outputs += report(Inputs.started(command)).size();
            List<Output> done = report(Inputs.succeeded(command));
            outputs += done.size();
            command = commandOf(done);
        }
        return outputs;
    }

    private List<Output> report(StepResult result) {
        return correlator.handle(ledger, new Input.Reported(result), surroundings);
    }

    private StepCommand begin(String target, String id) {
        RecoveryRequest request = RecoveryRequest.newBuilder(Inputs.request())
                .setId(id)
                .setIdempotencyKey(id)
                .setTarget(target)
                .setRequestedBy("ann")
                .setEpisode(null)
                .setPolicy(policy.policy().name())
                .setPolicyVersion(policy.policy().version())
                .setPolicyDocument(policy.canonical())
                .build();
        StepCommand command = commandOf(correlator.handle(ledger, new Input.Requested(request), surroundings));
        if (command == null) {
            throw new IllegalStateException("Expected a command for " + id);
        }
        return command;
    }

    /** The same, of another target. */
    private static Recovery as(Recovery one, String id, String target) {
        return new Recovery(
                id,
                one.flowId(),
                one.group(),
                target,
                one.policy(),
                one.policyVersion(),
                id,
                one.seed(),
                one.depth(),
                one.requestedBy(),
                one.startedAt(),
                one.failingSince(),
                one.variables(),
                one.phase(),
                one.iteration(),
                List.of(one.steps().toArray(StepRun[]::new)),
                one.stableAt(),
                one.verifyUntil(),
                one.failure(),
                one.outcome(),
                one.endedAt());
    }

    private static @Nullable StepCommand commandOf(List<Output> outputs) {
        for (Output output : outputs) {
            if (output instanceof Output.Commanded commanded) {
                return commanded.command();
            }
        }
        return null;
    }

    private static RecoveryPolicy plan() {
        String steps = IntStream.range(0, STEPS)
                .mapToObj(i -> "    - {id: step-" + i + ", run: bench/run, safety: idempotent}")
                .collect(Collectors.joining("\n"));
        PolicyReading reading = new PolicyReader().read("ten-steps.yaml", """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: ten-steps}
            spec:
              mode: auto
              on: [{health: {service: payments, status: DOWN}}]
              guard: {breaker: {enabled: false}}
              steps:
            """ + steps);
        if (reading.hasErrors()) {
            throw new IllegalStateException(reading.problems().toString());
        }
        return (RecoveryPolicy) reading.documents().getFirst();
    }
}
