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
 */
public record Policy(
        String name,
        String version,
        @Nullable String owner,
        Mode mode,
        List<Trigger> on,
        @Nullable Duration rto,
        GuardSettings guard,
        List<Step> steps,
        OnFailure onFailure,
        Verification verify,
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

    /** What a step's final failure does to the plan. */
    public enum OnFailure {
        HALT,
        CONTINUE
    }

    /** One rung of the ladder: after so long without an end, tell these. */
    public record Escalation(Duration after, String whom) {}
}
