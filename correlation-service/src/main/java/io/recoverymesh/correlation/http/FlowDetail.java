package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoverymesh.common.event.TraceParent;
import io.recoverymesh.correlation.flow.Bar;
import io.recoverymesh.correlation.flow.FlowLine;
import io.recoverymesh.correlation.flow.Story;
import io.recoverymesh.correlation.flow.Waterfall;
import java.util.List;

/**
 * One flow with its story.
 *
 * @param targets all that it touched, the root first
 * @param traceId of the trace that tells the same
 * @param entries in causal order
 * @param bars the entries as bars over time, in order of their beginning
 * @param dropped entries left out of a very long flow
 */
@ApiView
record FlowDetail(
        @JsonUnwrapped FlowSummary flow,
        List<String> targets,
        String traceId,
        List<FlowLineView> entries,
        List<Bar> bars,
        int dropped) {
    static FlowDetail of(Story story) {
        return new FlowDetail(
                FlowSummary.of(story.flow()),
                story.flow().targets(),
                TraceParent.traceId(story.flow().flowId()),
                story.lines().stream().map(FlowDetail::view).toList(),
                Waterfall.of(story),
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
                line.lastAt(),
                line.fact(),
                line.state());
    }
}
