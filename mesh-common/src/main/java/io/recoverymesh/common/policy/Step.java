package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of a plan. It begins when its {@code after} is satisfied, or when an edge of another step leads to it.
 *
 * @param id unique in the plan
 * @param work what it does
 * @param after what must have ended before it begins; an empty ALL begins at once; null: only an edge leads here
 * @param when CEL condition asked as it begins; false skips the step; null is true
 * @param on edges: where to go on after such a result, instead of what that result would do otherwise
 * @param maxVisits how often it may begin within one iteration of the plan
 * @param onFailure what its final failure does to the plan where no edge takes it: HALT or CONTINUE
 */
public record Step(
        String id,
        Work work,
        @Nullable Join after,
        @Nullable String when,
        Map<Result, String> on,
        int maxVisits,
        Policy.OnFailure onFailure) {

    public Step {
        on = Map.copyOf(on);
    }

    /** How long one attempt, one approval or one wait may take. */
    public Duration timeout() {
        return switch (work) {
            case Work.Run run -> run.call().timeout();
            case Work.Approve approve -> approve.timeout();
            case Work.Await await -> await.within();
            case Work.Notify notify -> notify.timeout();
        };
    }

    /**
     * What a step of kind run does.
     *
     * @throws IllegalStateException when it is of another kind
     */
    public Call call() {
        if (work instanceof Work.Run run) {
            return run.call();
        }
        throw new IllegalStateException("Expected step '" + id + "' to run an action, but it is " + work);
    }

    /** What a step does. */
    public sealed interface Work {
        /**
         * A handler acts.
         *
         * @param undo takes the effect back; null where nothing does
         */
        record Run(Call call, @Nullable Call undo) implements Work {}

        /**
         * A person decides.
         *
         * @param roles any of these may; empty: anyone but the requester
         * @param timeout without an answer it is timed out
         */
        record Approve(List<String> roles, Duration timeout) implements Work {
            public Approve {
                roles = List.copyOf(roles);
            }
        }

        /**
         * Waits until a target of the same group is as healthy as this.
         *
         * @param health UP or DEGRADED; UP satisfies both
         * @param target null: the target of the recovery
         * @param within later it is timed out
         */
        record Await(String health, @Nullable String target, Duration within) implements Work {}

        /**
         * Tells people, through the handler {@code notify}.
         *
         * @param channel as configured at that handler
         * @param text may hold templates; null: a sentence about the recovery
         */
        record Notify(String channel, @Nullable String text, Duration timeout) implements Work {}
    }

    /**
     * One action of a handler.
     *
     * @param handler who runs it: the part of {@code run} before the slash
     * @param action what it runs: the part after the slash; equal to the handler where there is no slash
     * @param arguments JSON object, may hold {@code ${…}} templates
     * @param timeout of one attempt, from its dispatch
     */
    public record Call(String handler, String action, String arguments, Duration timeout, Safety safety, Retry retry) {}

    /**
     * When a step begins after others.
     *
     * @param need how many of them must have succeeded: all for ALL, 1 for ANY, k for QUORUM
     * @param of ids of steps
     */
    public record Join(Kind kind, int need, List<String> of) {
        public Join {
            of = List.copyOf(of);
        }

        /** ALL counts a skipped step, and a failed one whose failure is to be passed over, as done; the others do not. */
        public enum Kind {
            ALL,
            ANY,
            QUORUM
        }
    }

    /** How a step may end, as its edges name it. */
    public enum Result {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        REJECTED
    }

    /**
     * How often and how soon a failed attempt is repeated.
     *
     * @param attempts in all, the first included
     * @param backoff before the second attempt; doubles, with jitter
     * @param max longest wait
     */
    public record Retry(int attempts, Duration backoff, Duration max) {}

    /** What may be done when it is not known whether an attempt had its effect. */
    public enum Safety {
        IDEMPOTENT,
        PROBE,
        ONCE
    }
}
