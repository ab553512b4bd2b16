package io.recoverymesh.handler.protocol;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, from what its action said and why it was stopped. An effect that took place is always told. */
public final class Ending {
    /** Longer outputs are not published: a record must stay below the broker's limit of 1 MiB. */
    public static final int MAX_OUTPUT_CHARS = 300_000;

    private static final int MAX_ERROR_CHARS = 8_000;

    private Ending() {}

    /**
     * Body of the result.
     *
     * @param stop null where the action ended by itself
     */
    public static SpecificRecord of(@Nullable Stop stop, Outcome outcome, Safety safety, Duration took) {
        return switch (outcome) {
            case Outcome.Success success -> new AttemptSucceeded(limited(success.output()), took.toMillis());
            case Outcome.Failure failure ->
                stop == null
                        ? failed(failure.kind(), failure.error(), failure.retryable(), took)
                        : stopped(stop, failure.error(), safety, took);
            case Outcome.Unknown unknown ->
                stop == null ? unknown(unknown.error(), safety, took) : stopped(stop, unknown.error(), safety, took);
            case Outcome.NotBegun ignored -> notBegun(stop, took);
        };
    }

    /** The coordinator takes a lost lease for "not known", which is what this is. */
    private static SpecificRecord unknown(String error, Safety safety, Duration took) {
        return safety == Safety.IDEMPOTENT
                ? failed(FailureKind.FAILED, error, true, took)
                : failed(FailureKind.LEASE_LOST, error, false, took);
    }

    /** Without any effect, in every safety class: another try is harmless. */
    private static SpecificRecord notBegun(@Nullable Stop stop, Duration took) {
        return stop instanceof Stop.Cancelled cancelled
                ? new AttemptCancelled(cancelled.reason())
                : failed(
                        FailureKind.FAILED,
                        "Expected the effect to begin, but the attempt was stopped before it did",
                        true,
                        took);
    }

    private static SpecificRecord stopped(Stop stop, String said, Safety safety, Duration took) {
        // It is not known how far it came: with safety ONCE another try is a person's decision.
        boolean retryable = safety != Safety.ONCE;
        return switch (stop) {
            case Stop.Cancelled cancelled -> new AttemptCancelled(cancelled.reason());
            case Stop.DeadlinePassed passed ->
                failed(
                        FailureKind.TIMED_OUT,
                        "Expected the action to end before " + passed.deadline() + ", but it was stopped then. " + said,
                        retryable,
                        took);
            case Stop.LeaseLost lost ->
                failed(
                        FailureKind.LEASE_LOST,
                        "Expected a heartbeat to be acknowledged before " + lost.leaseUntil()
                                + ", but none was: stopped, as the step may have been given to another",
                        retryable,
                        took);
            case Stop.HandlerStopping ignored ->
                // It gives its lease back: how far it came is not known.
                failed(
                        FailureKind.LEASE_LOST,
                        "Expected the action to end by itself, but its handler instance was shut down and stopped it",
                        retryable,
                        took);
        };
    }

    private static AttemptFailed failed(FailureKind kind, String error, boolean retryable, Duration took) {
        String kept = error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS) + "…";
        return new AttemptFailed(kind, kept, retryable, took.toMillis());
    }

    private static @Nullable String limited(@Nullable String output) {
        return output == null || output.length() <= MAX_OUTPUT_CHARS
                ? output
                : "{\"dropped\":\"Expected at most " + MAX_OUTPUT_CHARS + " characters of output, but got "
                        + output.length() + "\"}";
    }
}
