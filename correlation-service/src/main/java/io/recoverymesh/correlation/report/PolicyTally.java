package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.EnumMap;
import java.util.Map;

/** One policy's counts. */
final class PolicyTally {
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Count wouldHaveRun = new Count();
    private int requests;
    private int recoveries;
    private int recovered;
    private int escalations;

    void verdict(RecoveryEvent event, VerdictGiven verdict) {
        requests++;
        verdicts.merge(verdict.getVerdict(), 1, Integer::sum);
        if (verdict.getVerdict() == Verdict.OBSERVED) {
            wouldHaveRun.add(event, verdict.getReason());
        }
    }

    void ended(Outcome outcome) {
        recoveries++;
        if (outcome == Outcome.RECOVERED) {
            recovered++;
        }
    }

    void escalated() {
        escalations++;
    }

    Report.PolicyLine line(String policy) {
        return new Report.PolicyLine(
                policy,
                requests,
                Map.copyOf(verdicts),
                recoveries,
                recovered,
                wouldHaveRun.count(),
                escalations,
                wouldHaveRun.lastOrNull());
    }
}
