package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.policy.StepCondition;
import io.recoverymesh.correlation.plan.StepOutputs;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.StepSucceeded;
import java.util.HashMap;
import java.util.Map;

/** Begins a step, whatever it does. */
final class Beginning {
    private static final String LABELS = "signal.labels.";
    private static final String SIGNAL = "signal.";

    private final Dispatch dispatch;

    Beginning(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** What came of it. */
    sealed interface Begun {}

    /** A handler, a person or a health has the word. */
    record UnderWay() implements Begun {}

    /** It has its result already. */
    record Ended() implements Begun {}

    /** Its condition says that it is not needed. */
    record Passed(String reason) implements Begun {}

    /** It cannot be done. */
    record Impossible(String reason) implements Begun {}

    Begun begin(Progress progress, String id) {
        StepCondition when = progress.graph().when(id);
        if (when != null) {
            switch (when.evaluate(scope(progress, progress.run(id)))) {
                case Condition.Match ignored -> {}
                case Condition.NoMatch ignored -> {
                    return new Passed("its condition is false: " + when);
                }
                case Condition.Undecided undecided -> {
                    return new Impossible("Expected to decide the condition " + when + ", but " + undecided.reason());
                }
            }
        }
        return switch (progress.graph().step(id).work()) {
            case Step.Work.Run ignored -> sent(progress, id);
            case Step.Work.Notify ignored -> sent(progress, id);
            case Step.Work.Await await -> await(progress, id, await);
            case Step.Work.Approve approve -> {
                progress.step(id, Approvals.request(progress, progress.run(id), approve));
                yield new UnderWay();
            }
        };
    }

    /** Whether a health is as good as expected. */
    static boolean satisfies(String expected, HealthStatus health) {
        return health == HealthStatus.UP || health.name().equals(expected);
    }

    /** The health that a step waited for is there. */
    static StepSucceeded reached(StepRun run, HealthStatus health, long waitedMillis) {
        return StepSucceeded.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setOutput("{\"health\":\"" + health + "\"}")
                .setDurationMs(waitedMillis)
                .build();
    }

    private Begun sent(Progress progress, String id) {
        String problem = dispatch.send(progress, progress.run(id));
        return problem == null ? new UnderWay() : new Impossible(problem);
    }

    private static Begun await(Progress progress, String id, Step.Work.Await await) {
        String named = await.target();
        String target = named == null ? progress.recovery().target() : named;
        progress.step(
                id,
                HealthAwaited.newBuilder()
                        .setStep(id)
                        .setAttempt(progress.run(id).attempt() + 1)
                        .setTarget(target)
                        .setHealth(HealthStatus.valueOf(await.health()))
                        .setUntil(progress.now().plus(await.within()))
                        .build());
        HealthStatus health = progress.target(target).health().status();
        if (!satisfies(await.health(), health)) {
            return new UnderWay();
        }
        progress.step(id, reached(progress.run(id), health, 0));
        return new Ended();
    }

    private static StepCondition.Scope scope(Progress progress, StepRun run) {
        Recovery recovery = progress.recovery();
        var health = progress.target().health();
        return new StepCondition.Scope(
                signal(recovery.variables()),
                progress.ref(),
                health.isKnown() ? health.status().name() : null,
                StepOutputs.outputs(recovery),
                StepOutputs.ends(recovery),
                recovery.iteration(),
                run.visiting());
    }

    private static Map<String, Object> signal(Map<String, String> variables) {
        Map<String, Object> signal = new HashMap<>();
        Map<String, String> labels = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(LABELS)) {
                labels.put(name.substring(LABELS.length()), value);
            } else if (name.startsWith(SIGNAL)) {
                signal.put(name.substring(SIGNAL.length()), scored(name, value));
            }
        });
        signal.put("labels", labels);
        return signal;
    }

    private static Object scored(String name, String value) {
        return name.equals("signal.score") ? (Object) Double.valueOf(value) : value;
    }
}
