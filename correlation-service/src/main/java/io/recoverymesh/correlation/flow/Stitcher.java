package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.Set;

/**
 * Folds what happens into flows, as one pure function per input. Each returns the ids of the flows that were opened or
 * closed by it.
 */
public final class Stitcher {
    private final HealthStitch health = new HealthStitch();

    /** A target's health changed. */
    public Set<String> onHealth(FlowBook book, TargetHealth record) {
        Edit edit = new Edit(book);
        health.fold(book, edit, record);
        return edit.save();
    }

    /** Something became of a candidate. */
    public Set<String> onTriggerEvent(FlowBook book, TriggerEvent event) {
        String flowId = event.getFlowId();
        if (flowId == null || flowId.isEmpty()) {
            return Set.of();
        }
        Edit edit = new Edit(book);
        String trouble = event.getTarget() + " " + Phrases.signal(event.getSignal());
        edit.flow(flowId, event.getGroup(), event.getTarget(), event.getAt(), trouble)
                .add(new FlowLine(
                        event.getAt(),
                        "trigger",
                        event.getTarget(),
                        "trigger " + event.getKind() + ": " + event.getReason(),
                        event.getPolicy(),
                        null,
                        null,
                        0,
                        event.getUntil(),
                        event.getId(),
                        event.getSignal().getId(),
                        1,
                        null,
                        Marks.fact(event),
                        Marks.state(event)));
        return edit.save();
    }

    /** A recovery is asked for; told only where the verdict alone would not tell who or what asked. */
    public Set<String> onRequest(FlowBook book, RecoveryRequest request) {
        boolean chained = request.getSignal().getKind() == SignalKind.RECOVERY;
        String by = request.getRequestedBy();
        if (request.getFlowId().isEmpty() || !(chained || by != null)) {
            return Set.of();
        }
        String text = by != null
                ? by + " asks for " + request.getPolicy() + ": " + request.getComment()
                : request.getPolicy() + " follows, for " + Phrases.signal(request.getSignal()) + " ("
                        + request.getCauseRecoveryId() + ")";
        Edit edit = new Edit(book);
        String trouble = request.getTarget() + " " + Phrases.signal(request.getSignal());
        edit.flow(request.getFlowId(), request.getGroup(), request.getTarget(), request.getRequestedAt(), trouble)
                .add(new FlowLine(
                        request.getRequestedAt(),
                        by != null ? "operator" : "trigger",
                        request.getTarget(),
                        text,
                        request.getPolicy(),
                        request.getCauseRecoveryId(),
                        null,
                        0,
                        null,
                        request.getId(),
                        request.getSignal().getId(),
                        1,
                        null,
                        Marks.fact(request),
                        null));
        return edit.save();
    }

    /** A decision was made. */
    public Set<String> onDecision(FlowBook book, RecoveryEvent event) {
        Edit edit = new Edit(book);
        for (Object fact : event.getFacts()) {
            if (fact instanceof VerdictGiven verdict) {
                String key = FlowKeys.verdict(event.getAt(), verdict.getRequestId());
                book.verdicts().put(key, VerdictLine.of(event, verdict));
            }
            if (!event.getFlowId().isEmpty()) {
                FlowDraft flow = edit.flow(
                        event.getFlowId(), event.getGroup(), event.getTarget(), event.getAt(), trouble(event));
                flow.add(Sentences.of(event, fact).line(event, fact));
                consider(book, edit, flow, event, fact);
                if (fact instanceof VerdictGiven verdict) {
                    heldBack(edit, event, verdict);
                }
            }
        }
        return edit.save();
    }

    /** The flow for mesh.flows, with at most {@value FlowViews#ENTRIES} entries. */
    public FlowView view(FlowBook book, String flowId) {
        return FlowViews.of(book, flowId);
    }

    /** Removes what is older than its retention: at most {@code limit} verdicts and flows; the number removed. */
    public int sweep(FlowBook book, Instant now, int limit) {
        int verdicts = Sweep.verdicts(book, now, limit);
        return verdicts + Sweep.flows(book, now, limit - verdicts);
    }

    /** The flow of the cause tells whom it holds back. */
    private static void heldBack(Edit edit, RecoveryEvent event, VerdictGiven verdict) {
        String causeFlowId = verdict.getCauseFlowId();
        FlowDraft cause = causeFlowId == null || causeFlowId.equals(event.getFlowId()) ? null : edit.known(causeFlowId);
        if (cause != null) {
            cause.add(new FlowLine(
                    event.getAt(),
                    "verdict",
                    event.getTarget(),
                    "holds back " + event.getTarget() + " (flow " + event.getFlowId() + "): " + verdict.getReason(),
                    event.getPolicy(),
                    null,
                    null,
                    0,
                    verdict.getUntil(),
                    event.getId(),
                    verdict.getRequestId(),
                    1,
                    null,
                    "HeldBack",
                    verdict.getVerdict().name()));
        }
    }

    private static void consider(FlowBook book, Edit edit, FlowDraft flow, RecoveryEvent event, Object fact) {
        switch (fact) {
            case VerdictGiven verdict -> {
                Waits.onVerdict(book, edit, flow, event, verdict);
                Titles.onVerdict(flow, event, verdict);
            }
            case RecoveryStarted ignored -> {
                flow.started(String.valueOf(event.getRecoveryId()));
                flow.title(title -> title.withNext(event.getPolicy() + " is running"));
            }
            case RecoveryEnded ended -> {
                flow.ended(String.valueOf(event.getRecoveryId()), ended.getOutcome());
                Titles.onEnd(flow, event, ended);
            }
            case OperatorActed acted -> {
                if (acted.getAccepted() && acted.getAction() == OperatorActionKind.REJECT) {
                    Waits.remove(book, edit, acted.getSubject());
                    flow.title(title -> title.withNext(event.getPolicy() + " rejected by " + acted.getBy()));
                }
            }
            default -> {}
        }
    }

    private static String trouble(RecoveryEvent event) {
        for (Object fact : event.getFacts()) {
            if (fact instanceof VerdictGiven verdict) {
                return event.getTarget() + " " + Phrases.signal(verdict.getSignal());
            }
        }
        return event.getTarget();
    }
}
