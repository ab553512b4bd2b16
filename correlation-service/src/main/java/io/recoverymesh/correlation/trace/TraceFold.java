package io.recoverymesh.correlation.trace;

import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes spans from the facts of one partition, in the order of the log: a span is given when what it tells has ended. What
 * has not ended is remembered with the offset at which it began: whoever reads again from {@link #oldestOpen} gets the
 * same spans. What has not ended after {@link #LONGEST}, by the times of the facts, is forgotten.
 */
public final class TraceFold {
    public static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LONGEST_VERDICT = Duration.ofMinutes(15);
    private static final Set<Verdict> WAITING =
            EnumSet.of(Verdict.DEFERRED, Verdict.BLOCKED, Verdict.AWAITING_APPROVAL);

    private final String topicPrefix;
    private final OpenSpans open = new OpenSpans();

    /** @param topicPrefix such as {@code mesh.}, for the names of topics in attributes */
    public TraceFold(String topicPrefix) {
        this.topicPrefix = topicPrefix;
    }

    /** Takes the next fact; what ended with it. */
    public List<Span> add(long offset, RecoveryEvent event) {
        open.forgetBefore(event.getAt().minus(LONGEST));
        List<Span> ended = new ArrayList<>();
        if (!event.getFlowId().isEmpty()) {
            List<Object> facts = event.getFacts();
            for (int i = 0; i < facts.size(); i++) {
                add(offset, event, i, facts.get(i), ended);
            }
        }
        return ended;
    }

    /** Offset at which the oldest thing began that has not ended; empty when all has. */
    public OptionalLong oldestOpen() {
        return open.oldest();
    }

    private void add(long offset, RecoveryEvent event, int index, Object fact, List<Span> ended) {
        switch (fact) {
            case VerdictGiven f -> verdict(offset, event, f, ended);
            case StepDispatched f -> dispatched(offset, event, f, ended);
            case StepStarted f ->
                open.note(attempt(event, f.getStep(), f.getAttempt()), event.getAt(), "started on " + f.getInstance());
            case StepSucceeded f -> open.end(attempt(event, f.getStep(), f.getAttempt()), event.getAt(), ended);
            case StepAttemptFailed f -> {
                fail(event, f.getStep(), f.getAttempt(), f.getKind() + ": " + f.getError(), ended);
                open.begin(
                        retry(event, f.getStep()),
                        offset,
                        event.getAt(),
                        SpanDraft.of(
                                        event,
                                        event.getId() + "/retry/" + f.getStep(),
                                        Span.Kind.INTERNAL,
                                        "wait to retry " + f.getStep(),
                                        event.getAt())
                                .with("mesh.step", f.getStep())
                                .with("mesh.until", f.getRetryAt()));
            }
            case StepFailed f -> fail(event, f.getStep(), f.getAttempt(), f.getKind() + ": " + f.getError(), ended);
            case StepLost f -> fail(event, f.getStep(), f.getAttempt(), f.getReason(), ended);
            case StepCancelled f -> {
                open.note(attempt(event, f.getStep(), f.getAttempt()), event.getAt(), f.getReason());
                open.end(attempt(event, f.getStep(), f.getAttempt()), event.getAt(), ended);
            }
            case HealthAwaited f ->
                waiting(offset, event, f.getStep(), f.getAttempt(), "await " + f.getTarget() + " " + f.getHealth());
            case ApprovalRequested f ->
                waiting(offset, event, f.getStep(), f.getAttempt(), "await approval of " + f.getStep());
            case IterationStarted f -> moment(event, index, "iteration " + f.getIteration(), f.getReason(), ended);
            case CompensationStarted f -> moment(event, index, "compensate", f.getReason(), ended);
            case StepProbed f ->
                open.note(attempt(event, f.getStep(), f.getAttempt()), event.getAt(), "asked: " + f.getReason());
            case VerificationStarted f ->
                open.begin(
                        verification(event),
                        offset,
                        event.getAt(),
                        SpanDraft.of(
                                        event,
                                        event.getRecoveryId() + "/verification/" + event.getId(),
                                        Span.Kind.INTERNAL,
                                        "verify " + event.getTarget() + " is " + f.getHealth(),
                                        event.getAt())
                                .with("mesh.until", f.getUntil()));
            case VerificationObserved f ->
                open.note(verification(event), event.getAt(), event.getTarget() + " is " + f.getHealth());
            case RecoveryEnded f -> recovery(event, f, ended);
            case EscalationRaised f -> moment(event, index, "escalate to " + f.getLevel(), f.getReason(), ended);
            case TargetBlocked f -> moment(event, index, "block " + event.getTarget(), f.getReason(), ended);
            case BreakerChanged f -> moment(event, index, "breaker " + f.getTo(), f.getReason(), ended);
            case OperatorActed f ->
                moment(event, index, "operator " + f.getAction(), f.getBy() + ": " + f.getComment(), ended);
            default -> {}
        }
    }

    /** From when it was seen to the answer; another look is from the answer on that look alone. */
    private void verdict(long offset, RecoveryEvent event, VerdictGiven verdict, List<Span> ended) {
        String before = verdict.getReassessmentOf();
        if (before != null) {
            open.end("wait/" + before, event.getAt(), ended);
        }
        Instant seen = verdict.getSignal().getObservedAt();
        boolean fresh = before == null
                && seen.isBefore(event.getAt())
                && seen.isAfter(event.getAt().minus(LONGEST_VERDICT));
        ended.add(new SpanDraft(
                        event.getFlowId(),
                        event.getId(),
                        event.getFlowId(),
                        Span.Kind.CONSUMER,
                        "verdict " + verdict.getVerdict() + " " + event.getPolicy(),
                        fresh ? seen : event.getAt())
                .with("mesh.group", event.getGroup())
                .with("mesh.target", event.getTarget())
                .with("mesh.policy", event.getPolicy())
                .with("mesh.recovery", event.getRecoveryId())
                .with("mesh.verdict", verdict.getVerdict())
                .with("mesh.guard", verdict.getGuard())
                .with("mesh.reason", verdict.getReason())
                .with("mesh.signal", verdict.getSignal().getName())
                .message("process", topicPrefix + "recovery.requests", verdict.getRequestId(), event)
                .end(event.getAt()));
        if (WAITING.contains(verdict.getVerdict())) {
            String waitingFor = verdict.getGuard() == null ? "another look" : verdict.getGuard();
            open.begin(
                    "wait/" + verdict.getRequestId(),
                    offset,
                    event.getAt(),
                    SpanDraft.of(
                                    event,
                                    event.getId() + "/wait",
                                    Span.Kind.INTERNAL,
                                    "wait for " + waitingFor,
                                    event.getAt())
                            .with("mesh.reason", verdict.getReason())
                            .with("mesh.until", verdict.getUntil()));
        }
    }

    /** Its id is that of the command, so that what the handler calls is below it. */
    private void dispatched(long offset, RecoveryEvent event, StepDispatched f, List<Span> ended) {
        open.end(retry(event, f.getStep()), event.getAt(), ended);
        open.begin(
                attempt(event, f.getStep(), f.getAttempt()),
                offset,
                event.getAt(),
                SpanDraft.of(
                                event,
                                f.getCommandId(),
                                Span.Kind.PRODUCER,
                                f.getStep() + " attempt " + f.getAttempt(),
                                event.getAt())
                        .with("mesh.step", f.getStep())
                        .with("mesh.attempt", f.getAttempt())
                        .with("mesh.action", f.getHandler() + "/" + f.getAction())
                        .message("send", topicPrefix + "commands." + f.getHandler(), f.getCommandId(), event));
    }

    /** A step that no handler performs. */
    private void waiting(long offset, RecoveryEvent event, String step, int attempt, String name) {
        open.begin(
                attempt(event, step, attempt),
                offset,
                event.getAt(),
                SpanDraft.of(
                                event,
                                event.getRecoveryId() + "/await/" + event.getId() + "/" + step,
                                Span.Kind.INTERNAL,
                                name,
                                event.getAt())
                        .with("mesh.step", step)
                        .with("mesh.attempt", attempt));
    }

    private void fail(RecoveryEvent event, String step, int attempt, String reason, List<Span> ended) {
        String key = attempt(event, step, attempt);
        open.fail(key, reason);
        open.end(key, event.getAt(), ended);
    }

    private void recovery(RecoveryEvent event, RecoveryEnded f, List<Span> ended) {
        boolean recovered = f.getOutcome() == Outcome.RECOVERED;
        if (!recovered && f.getOutcome() != Outcome.CANCELLED) {
            open.fail(verification(event), f.getReason());
        }
        open.endAll(event.getRecoveryId() + "#", event.getAt(), ended);
        SpanDraft recovery = SpanDraft.of(
                        event,
                        String.valueOf(event.getRecoveryId()),
                        Span.Kind.INTERNAL,
                        "recover " + event.getTarget() + " by " + event.getPolicy(),
                        event.getAt().minusMillis(f.getDurationMs()))
                .with("mesh.outcome", f.getOutcome())
                .with("mesh.reason", f.getReason())
                .with("mesh.recovery_time_ms", f.getRecoveryTimeMs())
                .with("mesh.rto_ms", f.getRtoMs())
                .with("mesh.rto_met", f.getRtoMet());
        boolean asWanted = recovered || f.getOutcome() == Outcome.CANCELLED;
        ended.add((asWanted ? recovery : recovery.failed(f.getReason())).end(event.getAt()));
    }

    private static void moment(RecoveryEvent event, int index, String name, String reason, List<Span> ended) {
        ended.add(SpanDraft.of(event, event.getId() + "/" + index, Span.Kind.INTERNAL, name, event.getAt())
                .with("mesh.reason", reason)
                .end(event.getAt()));
    }

    private static String attempt(RecoveryEvent event, String step, int attempt) {
        return event.getRecoveryId() + "#" + step + "#" + attempt;
    }

    private static String retry(RecoveryEvent event, String step) {
        return event.getRecoveryId() + "#" + step + "#retry";
    }

    private static String verification(RecoveryEvent event) {
        return event.getRecoveryId() + "#verification";
    }
}
