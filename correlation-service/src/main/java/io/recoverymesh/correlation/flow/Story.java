package io.recoverymesh.correlation.flow;

import java.util.List;
import java.util.Optional;

/**
 * One flow to be read.
 *
 * @param lines in order; of very many the first and the newest
 * @param dropped lines left out
 */
public record Story(Flow flow, List<FlowLine> lines, int dropped) {
    public Story {
        lines = List.copyOf(lines);
    }

    /** Empty when the book has no such flow. */
    public static Optional<Story> read(FlowBook book, String flowId, int limit) {
        Flow flow = book.flows().get(flowId);
        if (flow == null) {
            return Optional.empty();
        }
        List<FlowLine> lines = Lines.read(book, flowId, limit);
        return Optional.of(new Story(flow, lines, Math.max(0, flow.lines() - lines.size())));
    }
}
