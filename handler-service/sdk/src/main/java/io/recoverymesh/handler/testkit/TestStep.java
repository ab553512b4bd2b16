package io.recoverymesh.handler.testkit;

import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One step of one recovery: sends its attempts as the coordinator does, and acts on what the handler says. */
public final class TestStep {
    private static final int LEASE_ATTEMPTS = 3;
    private static final Duration PROBE = Duration.ofMillis(2_500);

    private final Handler handler;
    private final String action;
    private final String arguments;
    private final InstantSource clock;
    private final long number;
    private final HandlerProcess process;
    private Safety safety;
    private String target = "payments";
    private Duration timeout = Duration.ofSeconds(30);
    private int attempts = 1;
    private boolean twice;

    TestStep(Handler handler, String action, String arguments, InstantSource clock, long number) {
        this.handler = handler;
        this.action = action;
        this.arguments = arguments;
        this.clock = clock;
        this.number = number;
        this.process = new HandlerProcess(handler, clock);
        this.safety = handler.action(action)
                .map(found -> found.description().getSafety())
                .orElse(Safety.ONCE);
    }

    /** As the policy says; default: what the action declares. */
    public TestStep safety(Safety said) {
        safety = said;
        return this;
    }

    /** {@code service} or {@code service/instance}; default {@code payments}. */
    public TestStep target(String said) {
        target = said;
        return this;
    }

    /** Of an attempt; default 30 s. */
    public TestStep timeout(Duration said) {
        timeout = said;
        return this;
    }

    /** {@code retry.attempts} of the policy; default 1. */
    public TestStep attempts(int said) {
        attempts = said;
        return this;
    }

    /** Delivers each command a second time. */
    public TestStep deliveredTwice() {
        twice = true;
        return this;
    }

    /** Kills the handler there, in its first attempt. */
    public TestStep crash(CrashPoint point) {
        process.crashAt(point);
        return this;
    }

    /** Cancels the attempt at that heartbeat, counted from 1. */
    public TestStep cancelAtHeartbeat(int heartbeat) {
        process.cancelAt(heartbeat);
        return this;
    }

    /** Runs it to its end. */
    public TestRun run() {
        for (int attempt = 1; ; attempt++) {
            StepCommand command = command(attempt, "run", body());
            Object said = process.deliver(command);
            if (twice) {
                process.deliver(command);
            }
            TestRun.End end = after(attempt, said);
            if (end != null) {
                return new TestRun(end, process.published(), process.progress(), process.story());
            }
        }
    }

    private TestRun.@Nullable End failed(int attempt, AttemptFailed failed) {
        boolean silence = failed.getKind() == FailureKind.LEASE_LOST || failed.getKind() == FailureKind.TIMED_OUT;
        if (silence) {
            return unknown(attempt);
        }
        return failed.getRetryable() && attempt < attempts ? null : TestRun.End.FAILED;
    }

    /** Null where another attempt follows. */
    private TestRun.@Nullable End after(int attempt, @Nullable Object said) {
        return switch (said) {
            case null -> unknown(attempt);
            case AttemptSucceeded ignored -> TestRun.End.SUCCEEDED;
            case AttemptCancelled ignored -> TestRun.End.CANCELLED;
            case AttemptFailed failed -> failed(attempt, failed);
            default -> throw new IllegalStateException("Expected the end of an attempt, but got " + said);
        };
    }

    private TestRun.@Nullable End unknown(int attempt) {
        boolean more = attempt < Math.max(LEASE_ATTEMPTS, attempts);
        return switch (safety) {
            case ONCE -> TestRun.End.UNKNOWN;
            case IDEMPOTENT -> more ? null : TestRun.End.FAILED;
            case PROBE -> {
                ProbeStep question =
                        new ProbeStep(action, arguments, clock.instant().plus(PROBE));
                ProbeAnswered answer = process.ask(command(attempt, "probe", question));
                yield switch (answer.getEffect()) {
                    case TOOK_PLACE -> TestRun.End.SUCCEEDED;
                    case DID_NOT_TAKE_PLACE -> more ? null : TestRun.End.FAILED;
                    case NOT_KNOWN -> TestRun.End.UNKNOWN;
                };
            }
        };
    }

    private RunStep body() {
        var now = clock.instant();
        return new RunStep(
                action,
                arguments,
                safety,
                now.plus(timeout),
                now.plus(timeout.multipliedBy(3).dividedBy(4)),
                30_000L);
    }

    private StepCommand command(int attempt, String kind, Object body) {
        String recovery = "r-" + number;
        return new StepCommand(
                recovery + "-" + kind + "-" + attempt,
                "f-" + number,
                recovery,
                "a-policy",
                "default",
                target,
                "step",
                attempt,
                number * 100 + attempt,
                recovery + "/step",
                clock.instant(),
                body);
    }

    @Override
    public String toString() {
        return handler.name() + "/" + action + arguments;
    }
}
