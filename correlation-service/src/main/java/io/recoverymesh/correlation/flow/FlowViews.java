package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowEntry;
import io.recoverymesh.schemas.FlowView;
import java.util.List;

/** Flows as others see them in mesh.flows. */
final class FlowViews {
    static final int ENTRIES = 200;

    private FlowViews() {}

    static FlowView of(FlowBook book, String flowId) {
        Story story = Story.read(book, flowId, ENTRIES)
                .orElseThrow(() -> new IllegalArgumentException("Expected a flow that is known, but got " + flowId));
        Flow flow = story.flow();
        return FlowView.newBuilder()
                .setFlowId(flowId)
                .setGroup(flow.group())
                .setTarget(flow.target())
                .setTitle(flow.title())
                .setState(flow.state())
                .setOutcome(flow.outcome())
                .setStartedAt(flow.startedAt())
                .setChangedAt(flow.changedAt())
                .setEndedAt(flow.endedAt())
                .setRecoveries(flow.recoveries())
                .setPolicies(flow.policies())
                .setEntries(entries(story.lines()))
                .setDropped(story.dropped())
                .build();
    }

    private static List<FlowEntry> entries(List<FlowLine> lines) {
        return lines.stream().map(FlowViews::entry).toList();
    }

    private static FlowEntry entry(FlowLine line) {
        return FlowEntry.newBuilder()
                .setAt(line.at())
                .setKind(line.kind())
                .setTarget(line.target())
                .setText(line.text())
                .setPolicy(line.policy())
                .setRecoveryId(line.recoveryId())
                .setStep(line.step())
                .setAttempt(line.attempt())
                .setUntil(line.until())
                .setEventId(line.eventId())
                .setCausationId(line.causationId())
                .setCount(line.count())
                .setLastAt(line.lastAt())
                .build();
    }
}
