package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes what is too old, a bounded number at a time. */
final class Sweep {
    /** A flow in which nothing happened for so long is forgotten; the log keeps its facts. */
    static final Duration FLOWS_KEPT = Duration.ofDays(7);

    private static final String END = "~";

    private Sweep() {}

    static int verdicts(FlowBook book, Instant now, int limit) {
        String from = FlowKeys.verdictFrom(now.minus(VerdictLine.RETENTION));
        List<String> old = keys(book.verdicts(), from, END, limit);
        old.forEach(book.verdicts()::delete);
        return old.size();
    }

    static int flows(FlowBook book, Instant now, int limit) {
        String from = FlowKeys.recentFrom(now.minus(FLOWS_KEPT));
        List<String> old = keys(book.recent(), from, END, limit);
        old.forEach(key -> forget(book, key));
        return old.size();
    }

    private static void forget(FlowBook book, String recentKey) {
        String flowId = recentKey.substring(recentKey.indexOf('|') + 1);
        book.recent().delete(recentKey);
        keys(book.lines(), FlowKeys.firstLine(flowId), FlowKeys.afterLines(flowId), Integer.MAX_VALUE)
                .forEach(book.lines()::delete);
        Flow flow = book.flows().get(flowId);
        if (flow == null) {
            return;
        }
        for (String target : flow.targets()) {
            book.byTarget().delete(FlowKeys.byTarget(flow.group(), target, flow.startedAt(), flowId));
        }
        book.flows().delete(flowId);
    }

    private static <V> List<String> keys(Table<V> table, String from, String to, int limit) {
        List<String> keys = new ArrayList<>();
        if (limit > 0) {
            table.scan(from, to, (key, value) -> keys.add(key) && keys.size() < limit);
        }
        return keys;
    }
}
