package io.recoverymesh.correlation.trace;

import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.FlowView;
import java.util.Optional;

/** The root of a flow's trace, given when the flow is closed. */
public final class FlowSpan {
    private FlowSpan() {}

    /** Empty while the flow is open. */
    public static Optional<Span> of(FlowView flow) {
        if (flow.getState() != FlowState.CLOSED) {
            return Optional.empty();
        }
        SpanDraft root = new SpanDraft(
                        flow.getFlowId(),
                        flow.getFlowId(),
                        null,
                        Span.Kind.INTERNAL,
                        "flow " + flow.getTarget(),
                        flow.getStartedAt())
                .with("mesh.group", flow.getGroup())
                .with("mesh.target", flow.getTarget())
                .with("mesh.title", flow.getTitle())
                .with("mesh.outcome", flow.getOutcome())
                .with("mesh.policies", String.join(",", flow.getPolicies()));
        return Optional.of(root.end(flow.getEndedAt() == null ? flow.getChangedAt() : flow.getEndedAt()));
    }
}
