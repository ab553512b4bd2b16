package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.VerdictGiven;
import org.jspecify.annotations.Nullable;

/** Finds the request behind a recorded verdict where the log of requests does not hold it. */
final class Replayed {
    private Replayed() {}

    /** The request that waits in the verdict's slot, under the verdict's id; null where no verdict is, or none waits. */
    static @Nullable RecoveryRequest request(Ledger ledger, RecoveryEvent event) {
        for (Object fact : event.getFacts()) {
            if (fact instanceof VerdictGiven verdict) {
                String slot = event.getGroup() + "/" + event.getTarget() + "|" + event.getPolicy();
                Waiting waiting = ledger.waiting().get(slot);
                return waiting == null ? null : named(waiting.request(), verdict, event);
            }
        }
        return null;
    }

    private static RecoveryRequest named(RecoveryRequest waiting, VerdictGiven verdict, RecoveryEvent event) {
        return waiting.getId().equals(verdict.getRequestId())
                ? waiting
                : Gate.reassessed(waiting, verdict.getRequestId(), event.getAt());
    }
}
