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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes commands, and the facts that record them. */
final class Dispatch {
    static final Duration LEASE = Duration.ofSeconds(30);
    /** How long a handler may take to say whether an effect took place. */
    static final Duration PROBE = Duration.ofMillis(2_500);

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(2);

    private final Contracts contracts;

    Dispatch(Contracts contracts) {
        this.contracts = contracts;
    }

    /** The next attempt of a step; what makes that impossible, or null where it is sent. */
    @Nullable
    String send(Progress progress, StepRun run) {
        try {
            String arguments = arguments(progress, run);
            Step.Call call = progress.graph().call(run);
            Optional<String> objection = contracts.objection(call.handler(), call.action(), arguments);
            if (objection.isPresent()) {
                return objection.get();
            }
            send(progress, run, arguments);
            return null;
        } catch (Templates.MissingVariableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String arguments(Progress progress, StepRun run) {
        Step step = progress.graph().step(run.step());
        return step.work() instanceof Step.Work.Notify notify
                ? Notices.arguments(progress, run, notify)
                : Templates.resolve(progress.graph().call(run).arguments(), progress.recovery(), run);
    }

    private static void send(Progress progress, StepRun run, String arguments) {
        Recovery recovery = progress.recovery();
        Step.Call call = progress.graph().call(run);
        long fence = progress.nextFence();
        int attempt = run.attempt() + 1;
        Instant now = progress.now();
        String commandId = EventIds.of("command", recovery.id(), run.id(), Integer.toString(attempt));
        Instant deadline = now.plus(call.timeout());
        Instant notAfter = deadline.minus(margin(call.timeout()));
        Safety safety = Safety.valueOf(call.safety().name());
        progress.step(
                run.id(),
                StepDispatched.newBuilder()
                        .setStep(run.id())
                        .setAttempt(attempt)
                        .setFence(fence)
                        .setCommandId(commandId)
                        .setHandler(call.handler())
                        .setAction(call.action())
                        .setArguments(SecretNames.redactJson(arguments))
                        .setSafety(safety)
                        .setDeadline(deadline)
                        .setNotAfter(notAfter)
                        .setVisit(run.visiting())
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
                        command(progress, run, attempt, fence)
                                .setId(commandId)
                                .setBody(body)
                                .build());
    }

    /** Asks the handler to stop an attempt that is in flight. */
    void cancel(Progress progress, StepRun run, String reason) {
        if (!run.isInFlight()) {
            return;
        }
        String id = EventIds.of("cancel", progress.recovery().id(), run.id(), Integer.toString(run.attempt()));
        progress.draft()
                .command(
                        progress.graph().call(run).handler(),
                        command(progress, run, run.attempt(), run.fence())
                                .setId(id)
                                .setBody(CancelStep.newBuilder()
                                        .setReason(reason)
                                        .build())
                                .build());
    }

    /** Asks the handler whether the effect of the current attempt took place. */
    void probe(Progress progress, StepRun run, String reason) {
        Recovery recovery = progress.recovery();
        Step.Call call = progress.graph().call(run);
        String id = EventIds.of("probe", recovery.id(), run.id(), Integer.toString(run.attempt()));
        Instant answerBy = progress.now().plus(PROBE);
        String arguments = Templates.shown(call.arguments(), recovery, run);
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
                        command(progress, run, run.attempt(), run.fence())
                                .setId(id)
                                .setBody(new ProbeStep(call.action(), arguments, answerBy))
                                .build());
    }

    /** The same over the attempts of one visit. */
    private static String effectKey(Recovery recovery, StepRun run) {
        int visit = run.visiting();
        return recovery.iteration() == 1 && visit == 1
                ? EventIds.of("effect", recovery.id(), run.id())
                : EventIds.of(
                        "effect",
                        recovery.id(),
                        run.id(),
                        Integer.toString(recovery.iteration()),
                        Integer.toString(visit));
    }

    /** A start this close to the deadline could not be told from one after it. */
    private static Duration margin(Duration timeout) {
        Duration quarter = Duration.ofMillis(timeout.toMillis() / 4); // dividedBy goes through BigDecimal
        return quarter.compareTo(LONGEST_MARGIN) < 0 ? quarter : LONGEST_MARGIN;
    }

    private static StepCommand.Builder command(Progress progress, StepRun run, int attempt, long fence) {
        Recovery recovery = progress.recovery();
        return StepCommand.newBuilder()
                .setFlowId(recovery.flowId())
                .setRecoveryId(recovery.id())
                .setPolicy(recovery.policy())
                .setGroup(recovery.group())
                .setTarget(recovery.target())
                .setStep(run.id())
                .setAttempt(attempt)
                .setFence(fence)
                .setIdempotencyKey(effectKey(recovery, run))
                .setIssuedAt(progress.now());
    }
}
