package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoverymesh.correlation.flow.FlowLine;
import io.recoverymesh.correlation.flow.Story;
import java.util.List;

/**
 * One flow with its story.
 *
 * @param entries in causal order
 * @param dropped entries left out of a very long flow
 */
@ApiView
record FlowDetail(@JsonUnwrapped FlowSummary flow, List<FlowLineView> entries, int dropped) {
    static FlowDetail of(Story story) {
        return new FlowDetail(
                FlowSummary.of(story.flow()),
                story.lines().stream().map(FlowDetail::view).toList(),
                story.dropped());
    }

    private static FlowLineView view(FlowLine line) {
        return new FlowLineView(
                line.at(),
                line.kind(),
                line.target(),
                line.text(),
                line.policy(),
                line.recoveryId(),
                line.step(),
                line.attempt(),
                line.until(),
                line.eventId(),
                line.causationId(),
                line.count(),
                line.lastAt());
    }
}
