package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.RecoveryEvent;
import org.jspecify.annotations.Nullable;

/** How many there were, and the last of them. */
final class Count {
    private int count;
    private Report.@Nullable Example last;

    void add(RecoveryEvent event, String reason) {
        count++;
        last = new Report.Example(event.getAt(), event.getFlowId(), event.getGroup() + "/" + event.getTarget(), reason);
    }

    int count() {
        return count;
    }

    Report.Example last() {
        if (last == null) {
            throw new IllegalStateException("Expected one that was counted, but there is none");
        }
        return last;
    }

    Report.@Nullable Example lastOrNull() {
        return last;
    }
}
