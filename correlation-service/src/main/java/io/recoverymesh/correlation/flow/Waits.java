package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            if (!wait.endsWithEpisode() || mayLast(book, flow, event)) {
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

    /** What waited for a bad period that is over is forgotten; what belongs to {@code lasting} is not. */
    static void onEpisode(FlowBook book, Edit edit, TargetHealth record, @Nullable String lasting) {
        List<String> over = new ArrayList<>();
        book.waits()
                .scan(
                        FlowKeys.firstOfTarget(record.getGroup(), record.getTarget()),
                        FlowKeys.afterTarget(record.getGroup(), record.getTarget()),
                        (slot, wait) -> !wait.endsWithEpisode() || wait.flowId().equals(lasting) || over.add(slot));
        over.forEach(slot -> remove(book, edit, slot));
    }

    /** Whether the bad period that the request speaks of may still last. */
    private static boolean mayLast(FlowBook book, FlowDraft flow, RecoveryEvent event) {
        return switch (flow.episode()) {
            case LASTING -> true;
            case ENDED -> false;
            case UNSEEN -> book.episodes().get(event.getGroup() + "/" + event.getTarget()) == null;
        };
    }

    private static boolean lasts(VerdictGiven fact) {
        return fact.getRequestedBy() != null || fact.getSignal().getKind() == SignalKind.RECOVERY;
    }
}
