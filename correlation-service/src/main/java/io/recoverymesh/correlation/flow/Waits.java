package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.ArrayList;
import java.util.List;

/** Which requests still wait; a flow with one of them is open. Follows the same rules as the gate's own list. */
final class Waits {
    private Waits() {}

    static void onVerdict(FlowBook book, Edit edit, FlowDraft flow, RecoveryEvent event, VerdictGiven fact) {
        String slot = Wait.slot(event.getGroup(), event.getTarget(), String.valueOf(event.getPolicy()));
        Wait before = book.waits().get(slot);
        boolean own = before != null
                && (before.requestId().equals(fact.getRequestId())
                        || before.requestId().equals(fact.getReassessmentOf()));
        if (before != null && before.verdict() == Verdict.DEFERRED && !own) {
            return;
        }
        if (Waiting.follows(fact)) {
            Wait wait = new Wait(flow.flowId(), fact.getRequestId(), fact.getVerdict(), lasts(fact));
            remove(book, edit, slot);
            if (!wait.endsWithEpisode() || flow.episode() != Flow.Episode.ENDED) {
                book.waits().put(slot, wait);
                flow.waits(1);
            }
        } else if (own || fact.getVerdict() == Verdict.ADMITTED) {
            remove(book, edit, slot);
        }
    }

    /** An operator said no, or what else ends a wait from outside. */
    static void remove(FlowBook book, Edit edit, String slot) {
        Wait wait = book.waits().get(slot);
        if (wait == null) {
            return;
        }
        book.waits().delete(slot);
        FlowDraft flow = edit.known(wait.flowId());
        if (flow != null) {
            flow.waits(-1);
        }
    }

    /** A healthy target needs nothing that still waits. */
    static void onHealthy(FlowBook book, Edit edit, String group, String target) {
        List<String> over = new ArrayList<>();
        book.waits()
                .scan(
                        FlowKeys.firstOfTarget(group, target),
                        FlowKeys.afterTarget(group, target),
                        (slot, wait) -> !wait.endsWithEpisode() || over.add(slot));
        over.forEach(slot -> remove(book, edit, slot));
    }

    private static boolean lasts(VerdictGiven fact) {
        return fact.getRequestedBy() != null || fact.getSignal().getKind() == SignalKind.RECOVERY;
    }
}
