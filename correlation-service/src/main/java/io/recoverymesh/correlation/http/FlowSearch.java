package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.FlowKeys;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which flows are wanted; null matches any.
 *
 * @param text is somewhere in the title, a name or an id, in any case
 * @param since nothing that changed last before
 * @param until nothing that began later
 */
record FlowSearch(
        @Nullable String target,
        @Nullable String group,
        @Nullable FlowState state,
        @Nullable String policy,
        @Nullable Outcome outcome,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Flows looked at for one answer, and how long: what keeps it quick. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final long LONGEST_NANOS = 40_000_000;

    private static final String LAST = "~";

    /**
     * A page of what was found, and where to go on looking.
     *
     * @param next null: everything was looked at
     */
    record Found(List<FlowSummary> flows, @Nullable String next) {}

    /** @param after where the page before ended; null: at the most recent */
    Found in(FlowBook book, int limit, @Nullable String after) {
        String ofTarget = target;
        String ofGroup = group;
        boolean ofOneTarget = ofTarget != null && ofGroup != null;
        Table<String> index = ofOneTarget ? book.byTarget() : book.recent();
        String first = "";
        String last = since == null ? LAST : FlowKeys.recentFrom(since) + "}";
        if (ofTarget != null && ofGroup != null) {
            first = FlowKeys.firstOfTarget(ofGroup, ofTarget);
            last = FlowKeys.afterTarget(ofGroup, ofTarget);
        }
        String from = after != null && after.compareTo(first) >= 0 ? after + "\0" : first;
        List<FlowSummary> found = new ArrayList<>();
        Looked looked = new Looked();
        if (from.compareTo(last) < 0) {
            index.scan(from, last, (key, flowId) -> {
                looked.at(key);
                Flow flow = book.flows().get(flowId);
                if (flow != null && wants(flow)) {
                    found.add(FlowSummary.of(flow));
                }
                boolean goesOn = found.size() < limit && looked.mayGoOn();
                looked.stopped = !goesOn;
                return goesOn;
            });
        }
        found.sort(Comparator.comparing(FlowSummary::changedAt).reversed());
        return new Found(found, looked.stopped ? looked.key : null);
    }

    private boolean wants(Flow flow) {
        return (group == null || flow.group().equals(group))
                && (target == null || flow.targets().contains(target))
                && (state == null || flow.state() == state)
                && (policy == null || flow.policies().contains(policy))
                && (outcome == null || flow.outcome() == outcome)
                && (since == null || !flow.changedAt().isBefore(since))
                && (until == null || !flow.startedAt().isAfter(until))
                && (text == null || says(flow, text.toLowerCase(Locale.ROOT)));
    }

    private static boolean says(Flow flow, String words) {
        return has(flow.title(), words)
                || has(flow.flowId(), words)
                || has(flow.group(), words)
                || has(flow.targets(), words)
                || has(flow.policies(), words)
                || has(flow.recoveries(), words);
    }

    private static boolean has(List<String> names, String words) {
        for (String name : names) {
            if (has(name, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String name, String words) {
        return name.toLowerCase(Locale.ROOT).contains(words);
    }

    private static final class Looked {
        private final long begun = System.nanoTime();
        private int entries;
        private @Nullable String key;
        private boolean stopped;

        void at(String next) {
            key = next;
            entries++;
        }

        boolean mayGoOn() {
            return entries < MOST_LOOKED_AT && System.nanoTime() - begun < LONGEST_NANOS;
        }
    }
}
