package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared recovery: when it triggers, what guards it, which steps it takes, how success is verified.
 *
 * @param name unique in the catalogue
 * @param version hash of the canonical document
 * @param owner team to talk to
 * @param rto recovery time objective, from the first unhealthy signal to verified healthy
 * @param approval who is asked, and for how long, where the mode is APPROVE
 * @param repeat null: the plan runs once
 * @param fallback policy that takes over when this one does not recover the target; null: none
 */
public record Policy(
        String name,
        String version,
        @Nullable String owner,
        Mode mode,
        List<Trigger> on,
        @Nullable Duration rto,
        Approval approval,
        GuardSettings guard,
        List<Step> steps,
        OnFailure onFailure,
        Verification verify,
        @Nullable Repeat repeat,
        @Nullable String fallback,
        List<Escalation> escalate) {

    public Policy {
        on = List.copyOf(on);
        steps = List.copyOf(steps);
        escalate = List.copyOf(escalate);
    }

    /** What an admitted request leads to. */
    public enum Mode {
        OBSERVE,
        APPROVE,
        AUTO
    }

    /** What a final failure leads to: the plan halts, goes on, or takes back what was done. */
    public enum OnFailure {
        HALT,
        CONTINUE,
        COMPENSATE
    }

    /**
     * A person's word before the plan begins.
     *
     * @param roles any of these may give it; empty: anyone but the requester
     * @param timeout without an answer the request expires
     */
    public record Approval(List<String> roles, Duration timeout) {
        public Approval {
            roles = List.copyOf(roles);
        }
    }

    /**
     * The plan again, while the target is not verified.
     *
     * @param max iterations in all, the first included
     * @param within no iteration begins later than this after the first; null: no limit
     */
    public record Repeat(int max, @Nullable Duration within) {}

    /** One rung of the ladder: after so long without an end, tell these. */
    public record Escalation(Duration after, String whom) {}
}
