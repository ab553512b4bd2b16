package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of one flow; its lines are stored beside it.
 *
 * @param target of the root cause
 * @param outcome of the recovery that ended last; null before one did
 * @param endedAt when it closed; null while it is open
 * @param targets all that it touched, the root first; the first {@link #MAX_NAMES}
 * @param recoveries ids, in order; the first {@link #MAX_NAMES}
 * @param policies names, in order of first appearance; the first {@link #MAX_NAMES}
 * @param running ids of recoveries that have not ended
 * @param waiting requests that wait for another look
 * @param lines ever written; the next one gets this number
 */
public record Flow(
        String flowId,
        String group,
        String target,
        FlowState state,
        Episode episode,
        @Nullable Outcome outcome,
        Instant startedAt,
        Instant changedAt,
        @Nullable Instant endedAt,
        List<String> targets,
        List<String> recoveries,
        List<String> policies,
        List<String> running,
        int waiting,
        int lines,
        Headline headline) {

    public static final int MAX_NAMES = 100;

    /** Whether the bad period of the root target still lasts. */
    public enum Episode {
        /** No health record of it was seen: run by hand, or not seen yet. */
        UNSEEN,
        LASTING,
        ENDED
    }

    public Flow {
        targets = List.copyOf(targets);
        recoveries = List.copyOf(recoveries);
        policies = List.copyOf(policies);
        running = List.copyOf(running);
    }

    /** One sentence with the outcome. */
    public String title() {
        return headline.sentence();
    }
}
