package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;

/** What becomes of a flow's title. */
final class Titles {
    private Titles() {}

    static void onVerdict(FlowDraft flow, RecoveryEvent event, VerdictGiven fact) {
        boolean answeredByAnother = fact.getVerdict() == Verdict.JOINED || fact.getVerdict() == Verdict.DUPLICATE;
        if (fact.getVerdict() == Verdict.ADMITTED || answeredByAnother || !flow.isIdle()) {
            return;
        }
        String by = fact.getGuard() == null ? "" : " by " + fact.getGuard();
        flow.title(title -> title.withNext(event.getPolicy() + " " + fact.getVerdict() + by
                + Phrases.after(" until ", fact.getUntil(), event.getAt())));
    }

    static void onEnd(FlowDraft flow, RecoveryEvent event, RecoveryEnded fact) {
        boolean verified = fact.getOutcome() == Outcome.RECOVERED;
        Long sinceTrouble = fact.getRecoveryTimeMs();
        long millis = sinceTrouble == null ? fact.getDurationMs() : sinceTrouble;
        String nth = flow.recoveries() > 1 ? flow.recoveries() + " recoveries, the last: " : "";
        flow.title(title -> title.withDone(nth + event.getPolicy() + " " + fact.getOutcome()
                + (verified ? " in " : " after ") + Phrases.span(millis)));
    }

    static void onHealthy(FlowDraft flow, TargetHealth record) {
        if (flow.recoveries() == 0) {
            flow.title(title -> title.withNext((title.next().isEmpty() ? "" : title.next() + ", then ")
                    + record.getHealth() + " again by itself"));
        }
    }
}
