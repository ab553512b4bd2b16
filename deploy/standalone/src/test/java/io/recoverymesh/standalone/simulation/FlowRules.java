package io.recoverymesh.standalone.simulation;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.HashMap;
import java.util.Map;

/** F1 every verdict, every decision about a recovery and every command belongs to exactly one flow. */
final class FlowRules implements Rules {
    private final Findings findings;
    private final Map<String, String> ofRequest = new HashMap<>();
    private final Map<String, String> ofRecovery = new HashMap<>();

    FlowRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void request(RecoveryRequest request) {
        ofRequest.putIfAbsent(request.getId(), request.getFlowId());
    }

    @Override
    public void fact(RecoveryEvent event, Object fact) {
        boolean ofOneFlow = fact instanceof VerdictGiven || event.getRecoveryId() != null;
        findings.expect(!ofOneFlow || !event.getFlowId().isEmpty(), "F1", () -> "a decision without a flow: " + event);
        if (fact instanceof VerdictGiven verdict) {
            String flow = ofRequest.getOrDefault(verdict.getRequestId(), event.getFlowId());
            findings.expect(flow.equals(event.getFlowId()), "F1", () -> "not in the flow of its request: " + event);
        } else if (event.getRecoveryId() != null) {
            same(event.getRecoveryId(), event.getFlowId(), event);
        }
    }

    @Override
    public void command(StepCommand command) {
        if (!command.getRecoveryId().isEmpty()) {
            same(command.getRecoveryId(), command.getFlowId(), command);
        }
    }

    private void same(String recovery, String flow, Object what) {
        String before = ofRecovery.putIfAbsent(recovery, flow);
        findings.expect(before == null || before.equals(flow), "F1", () -> "in flow " + before + " before: " + what);
    }
}
