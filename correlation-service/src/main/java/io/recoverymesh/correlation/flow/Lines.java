package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The lines of one flow: numbered, equal ones folded into one, and never more than {@link #MAX} kept. */
final class Lines {
    static final int MAX = 1_000;
    /** Beyond the limit the beginning stays, and the newest. */
    private static final int KEPT_FIRST = 200;

    /** Answers to a burst of equal signals come in turns; they are folded though they are not neighbours. */
    private static final Set<String> IN_TURNS = Set.of("verdict", "trigger");

    private static final int TURNS = 4;

    private final Table<FlowLine> table;
    private final String flowId;
    private int written;

    Lines(Table<FlowLine> table, String flowId, int written) {
        this.table = table;
        this.flowId = flowId;
        this.written = written;
    }

    void add(FlowLine line) {
        int last = written - 1;
        int first = IN_TURNS.contains(line.kind()) ? written - TURNS : last;
        for (int number = last; number >= Math.max(0, first); number--) {
            String key = FlowKeys.line(flowId, number);
            FlowLine earlier = table.get(key);
            if (earlier != null && earlier.saysTheSameAs(line)) {
                table.put(key, earlier.and(line));
                return;
            }
        }
        if (written >= MAX) {
            table.delete(FlowKeys.line(flowId, written - MAX + KEPT_FIRST));
        }
        table.put(FlowKeys.line(flowId, written++), line);
    }

    int written() {
        return written;
    }

    /** The lines that are kept, in order: of more than {@code limit} the first quarter and the newest. */
    static List<FlowLine> read(FlowBook book, String flowId, int limit) {
        List<FlowLine> kept = new ArrayList<>();
        book.lines().scan(FlowKeys.firstLine(flowId), FlowKeys.afterLines(flowId), (key, line) -> kept.add(line));
        if (kept.size() <= limit) {
            return kept;
        }
        List<FlowLine> shown = new ArrayList<>(kept.subList(0, limit / 4));
        shown.addAll(kept.subList(kept.size() - (limit - limit / 4), kept.size()));
        return shown;
    }
}
