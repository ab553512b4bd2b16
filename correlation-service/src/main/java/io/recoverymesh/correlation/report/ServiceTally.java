package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts and times of one service and policy. */
final class ServiceTally {
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<Long> recoveryTimes = new ArrayList<>();
    private final List<Long> durations = new ArrayList<>();
    private int recoveries;
    private int met;
    private int missed;
    private int near;
    private int troubles;
    private int fixed;
    private int retries;
    private int lost;
    private @Nullable Long rto;

    void ended(RecoveryEnded ended, boolean first, boolean isNear) {
        recoveries++;
        outcomes.merge(ended.getOutcome(), 1, Integer::sum);
        durations.add(ended.getDurationMs());
        Long recoveryTime = ended.getRecoveryTimeMs();
        if (recoveryTime != null) {
            recoveryTimes.add(recoveryTime);
        }
        if (first) {
            troubles++;
            fixed += ended.getOutcome() == Outcome.RECOVERED ? 1 : 0;
        }
        if (ended.getRtoMs() != null) {
            rto = ended.getRtoMs();
            objective(Boolean.TRUE.equals(ended.getRtoMet()), isNear);
        }
    }

    void retried() {
        retries++;
    }

    void lost() {
        lost++;
    }

    Report.ServiceLine line(Tally.ServiceKey key) {
        return new Report.ServiceLine(
                key.group(),
                key.service(),
                key.policy(),
                recoveries,
                Map.copyOf(outcomes),
                Times.of(recoveryTimes),
                Times.of(durations),
                rto == null ? null : new Report.Objective(rto, met, missed, near, (double) met / (met + missed)),
                new Report.FirstTimeFix(troubles, fixed, troubles == 0 ? null : (double) fixed / troubles),
                retries,
                lost);
    }

    private void objective(boolean wasMet, boolean isNear) {
        if (wasMet) {
            met++;
            near += isNear ? 1 : 0;
        } else {
            missed++;
        }
    }
}
