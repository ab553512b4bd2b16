package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the mesh did in a period.
 *
 * @param decisions that were looked at
 * @param services recoveries that ended, per service and policy
 * @param policies what each policy did, and would have done
 * @param suppressed requests that were not admitted, by the guard that decided
 * @param unsuccessful recoveries that ended other than RECOVERED, by outcome
 * @param nearMisses objectives met with little time left, the latest first; at most {@link Tally#MOST_NEAR_MISSES}
 */
public record Report(
        long decisions,
        List<ServiceLine> services,
        List<PolicyLine> policies,
        List<SuppressedLine> suppressed,
        List<UnsuccessfulLine> unsuccessful,
        List<NearMiss> nearMisses) {

    /**
     * Recoveries of one service by one policy.
     *
     * @param recoveryTime from the first unhealthy signal to verified healthy, of those that ended RECOVERED
     * @param duration from admission to the end, of all
     * @param objective null where none was declared
     * @param retries attempts that failed and were made again
     * @param lost attempts of which nobody knows whether they took effect
     */
    public record ServiceLine(
            String group,
            String service,
            String policy,
            int recoveries,
            Map<Outcome, Integer> outcomes,
            Times recoveryTime,
            Times duration,
            @Nullable Objective objective,
            FirstTimeFix firstTimeFix,
            int retries,
            int lost) {}

    /**
     * The recovery time objective.
     *
     * @param rtoMs the one in force last
     * @param met recoveries that met it
     * @param missed those that did not, also because they did not recover the target
     * @param nearMisses those of {@code met} that had less than {@value Tally#NEAR_PERCENT} % of the time left
     */
    public record Objective(long rtoMs, int met, int missed, int nearMisses, double metRate) {}

    /**
     * How often the first recovery of a trouble was enough.
     *
     * @param troubles flows in which a recovery of the target ended
     * @param fixed those whose first recovery ended RECOVERED
     * @param rate null where there was none
     */
    public record FirstTimeFix(
            int troubles, int fixed, @Nullable Double rate) {}

    /**
     * What one policy did.
     *
     * @param requests verdicts on its requests, those after another look too
     * @param wouldHaveRun verdicts OBSERVED: it would have run, had its mode been auto
     * @param escalations raised by or for it
     * @param lastWouldHaveRun null where there is none
     */
    public record PolicyLine(
            String policy,
            int requests,
            Map<Verdict, Integer> verdicts,
            int recoveries,
            int recovered,
            int wouldHaveRun,
            int escalations,
            @Nullable Example lastWouldHaveRun) {}

    /** Requests that one guard did not allow. */
    public record SuppressedLine(String policy, Verdict verdict, String guard, int count, Example last) {}

    /** Recoveries of one outcome that did not help. */
    public record UnsuccessfulLine(
            String group, String service, String policy, Outcome outcome, int count, Example last) {}

    /** An objective that was met with little time left. */
    public record NearMiss(
            Instant at,
            String flowId,
            @Nullable String recoveryId,
            String group,
            String target,
            String policy,
            long recoveryTimeMs,
            long rtoMs) {}

    /** One of many, to look at. */
    public record Example(Instant at, String flowId, String target, String reason) {}
}
