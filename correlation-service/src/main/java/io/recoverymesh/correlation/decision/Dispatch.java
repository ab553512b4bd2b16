package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.secret.SecretNames;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepProbed;
import java.time.Duration;
import java.time.Instant;

/** Writes commands, and the facts that record them. */
final class Dispatch {
    static final Duration LEASE = Duration.ofSeconds(30);
    /** How long a handler may take to say whether an effect took place. */
    static final Duration PROBE = Duration.ofSeconds(3);

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(2);

    /** The next attempt of a step. */
    void send(Progress progress, StepRun run, long fence) {
        Recovery recovery = progress.recovery();
        Step step = progress.plan(run.id());
        Step.Call call = step.call();
        int attempt = run.attempt() + 1;
        Instant now = progress.now();
        String arguments = Templates.resolve(call.arguments(), recovery, step.id());
        String commandId = EventIds.of("command", recovery.id(), step.id(), Integer.toString(attempt));
        Instant deadline = now.plus(call.timeout());
        Instant notAfter = deadline.minus(margin(call.timeout()));
        Safety safety = Safety.valueOf(call.safety().name());
        progress.step(
                step.id(),
                StepDispatched.newBuilder()
                        .setStep(step.id())
                        .setAttempt(attempt)
                        .setFence(fence)
                        .setCommandId(commandId)
                        .setHandler(call.handler())
                        .setAction(call.action())
                        .setArguments(SecretNames.redactJson(arguments))
                        .setSafety(safety)
                        .setDeadline(deadline)
                        .setNotAfter(notAfter)
                        .build());
        RunStep body = RunStep.newBuilder()
                .setAction(call.action())
                .setArguments(arguments)
                .setSafety(safety)
                .setDeadline(deadline)
                .setNotAfter(notAfter)
                .setLeaseMs(LEASE.toMillis())
                .build();
        progress.draft()
                .command(
                        call.handler(),
                        command(progress, step.id(), attempt, fence)
                                .setId(commandId)
                                .setBody(body)
                                .build());
    }

    /** Asks the handler to stop an attempt that is in flight. */
    void cancel(Progress progress, StepRun run, String reason) {
        String id = EventIds.of("cancel", progress.recovery().id(), run.id(), Integer.toString(run.attempt()));
        progress.draft()
                .command(
                        progress.plan(run.id()).call().handler(),
                        command(progress, run.id(), run.attempt(), run.fence())
                                .setId(id)
                                .setBody(CancelStep.newBuilder()
                                        .setReason(reason)
                                        .build())
                                .build());
    }

    /** Asks the handler whether the effect of the current attempt took place. */
    void probe(Progress progress, StepRun run, String reason) {
        Recovery recovery = progress.recovery();
        Step.Call call = progress.plan(run.id()).call();
        String id = EventIds.of("probe", recovery.id(), run.id(), Integer.toString(run.attempt()));
        Instant answerBy = progress.now().plus(PROBE);
        String arguments = Templates.resolve(call.arguments(), recovery, run.id());
        progress.step(
                run.id(),
                StepProbed.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setCommandId(id)
                        .setHandler(call.handler())
                        .setAction(call.action())
                        .setAnswerBy(answerBy)
                        .setReason(reason)
                        .build());
        progress.draft()
                .command(
                        call.handler(),
                        command(progress, run.id(), run.attempt(), run.fence())
                                .setId(id)
                                .setBody(new ProbeStep(call.action(), arguments, answerBy))
                                .build());
    }

    /** A start this close to the deadline could not be told from one after it. */
    private static Duration margin(Duration timeout) {
        Duration quarter = timeout.dividedBy(4);
        return quarter.compareTo(LONGEST_MARGIN) < 0 ? quarter : LONGEST_MARGIN;
    }

    private static StepCommand.Builder command(Progress progress, String step, int attempt, long fence) {
        Recovery recovery = progress.recovery();
        return StepCommand.newBuilder()
                .setFlowId(recovery.flowId())
                .setRecoveryId(recovery.id())
                .setPolicy(recovery.policy())
                .setGroup(recovery.group())
                .setTarget(recovery.target())
                .setStep(step)
                .setAttempt(attempt)
                .setFence(fence)
                .setIdempotencyKey(EventIds.of("effect", recovery.id(), step))
                .setIssuedAt(progress.now());
    }
}
