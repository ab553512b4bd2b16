package io.recoverymesh.correlation.flow;

import static io.recoverymesh.correlation.flow.Phrases.after;
import static io.recoverymesh.correlation.flow.Phrases.clock;
import static io.recoverymesh.correlation.flow.Phrases.span;

import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.NoticeGiven;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.StormEnded;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Instant;
import java.util.List;

/** Says each fact as a person at three in the morning understands it. */
final class Sentences {
    private Sentences() {}

    static Sentence of(RecoveryEvent event, Object fact) {
        Instant at = event.getAt();
        return switch (fact) {
            case VerdictGiven f -> verdict(f, at);
            case RecoveryStarted f -> started(event, f);
            case RecoveryEnded f -> ended(event, f);
            case VerificationStarted f -> verifying(event, f);
            case VerificationObserved f -> observed(event, f);
            case IterationStarted f ->
                Sentence.of("recovery", "iteration " + f.getIteration() + " of the plan begins: " + f.getReason());
            case CompensationStarted f ->
                Sentence.of(
                        "recovery",
                        "the plan failed, what was done is taken back in this order: " + String.join(", ", f.getSteps())
                                + "; " + f.getReason());
            case TargetBlocked f ->
                Sentence.until(
                        "escalation",
                        "automatic recovery of " + event.getTarget() + " is blocked until " + clock(f.getUntil(), at)
                                + ": " + f.getReason() + "; an acknowledgement clears it",
                        f.getUntil());
            case EscalationRaised f -> escalated(event, f);
            case NoticeGiven f -> notice(f, at);
            case NoticeAnswered f ->
                Sentence.until(
                        "escalation", f.getReason() + after("; tried again at ", f.getRetryAt(), at), f.getRetryAt());
            case BreakerChanged f ->
                Sentence.until(
                        "breaker",
                        "breaker of " + f.getPolicy() + " on " + f.getService() + " goes from " + f.getFrom() + " to "
                                + f.getTo() + after(" until ", f.getUntil(), at) + ": " + f.getReason(),
                        f.getUntil());
            case StormStarted f ->
                Sentence.of(
                        "storm",
                        "storm in group " + event.getGroup() + ": " + f.getUnhealthy() + " of " + f.getKnown()
                                + " targets are unhealthy or in recovery, at most " + f.getLimit()
                                + " may be; nothing new starts before it was good for " + span(f.getCalmForMs()));
            case StormEnded f ->
                Sentence.of(
                        "storm",
                        "the storm in group " + event.getGroup() + " is over: " + f.getUnhealthy() + " of "
                                + f.getKnown() + " targets are unhealthy or in recovery");
            case OperatorActed f -> acted(f);
            default -> StepSentences.of(fact, at);
        };
    }

    private static Sentence verdict(VerdictGiven f, Instant at) {
        String by = f.getGuard() == null ? "" : " by " + f.getGuard();
        String passed = f.getBypassed().isEmpty() ? "" : "; passed by hand: " + String.join(", ", f.getBypassed());
        String waitsFor = f.getBlockedBy() == null ? "" : "; waits for " + f.getBlockedBy();
        String causeFlow = f.getCauseFlowId() == null ? "" : "; its cause is told in flow " + f.getCauseFlowId();
        String text = "verdict " + f.getVerdict() + by + after(", not before ", f.getUntil(), at) + ": " + f.getReason()
                + (f.getUntil() == null && f.getPriorRecoveryId() == null ? waitsFor : "") + causeFlow + passed;
        return Sentence.until("verdict", text, f.getUntil());
    }

    private static Sentence started(RecoveryEvent event, RecoveryStarted f) {
        String by = f.getRequestedBy() == null ? "" : ", asked for by " + f.getRequestedBy();
        String chained = f.getDepth() == 0 ? "" : ", number " + f.getDepth() + " of its chain";
        return Sentence.of(
                "recovery",
                "recovery " + event.getRecoveryId() + " of " + event.getTarget() + " by " + event.getPolicy()
                        + " begins" + by + chained);
    }

    private static Sentence ended(RecoveryEvent event, RecoveryEnded f) {
        Boolean met = f.getRtoMet();
        Long objective = f.getRtoMs();
        String rto = met == null || objective == null
                ? ""
                : "; objective " + span(objective) + (met ? " was met" : " was missed");
        Long recoveryTime = f.getRecoveryTimeMs();
        String whole = recoveryTime == null ? "" : ", " + span(recoveryTime) + " after the trouble began";
        return Sentence.of(
                "recovery",
                event.getPolicy() + " ended " + f.getOutcome() + " after " + span(f.getDurationMs()) + whole + ": "
                        + f.getReason() + rto
                        + (f.getFallback() == null ? "" : "; " + f.getFallback() + " takes over"));
    }

    private static Sentence verifying(RecoveryEvent event, VerificationStarted f) {
        return Sentence.until(
                "verification",
                "all steps are done; " + event.getTarget() + " must be " + f.getHealth() + " for "
                        + span(f.getStableForMs()) + ", at the latest at " + clock(f.getUntil(), event.getAt()),
                f.getUntil());
    }

    private static Sentence observed(RecoveryEvent event, VerificationObserved f) {
        Instant stableAt = f.getStableAt();
        String text = event.getTarget() + " is " + f.getHealth()
                + (stableAt == null
                        ? ": not verified yet"
                        : "; verified if that holds until " + clock(stableAt, event.getAt()));
        return Sentence.until("verification", text, stableAt);
    }

    private static Sentence escalated(RecoveryEvent event, EscalationRaised f) {
        Instant at = event.getAt();
        if (f.getRung() > 0) {
            return Sentence.of(
                    "escalation",
                    String.join(", ", f.getNotify()) + " is told (rung " + f.getRung() + "): " + f.getReason());
        }
        String whom = f.getNotify().isEmpty() ? "" : " (" + String.join(", ", f.getNotify()) + ")";
        boolean stops = event.getFacts().stream().anyMatch(TargetBlocked.class::isInstance);
        String before = stops ? "; nothing happens automatically before " : "; nobody is told again before ";
        return Sentence.until(
                "escalation",
                "escalated to " + f.getLevel() + whom + ": " + f.getReason() + after(before, f.getUntil(), at),
                f.getUntil());
    }

    private static Sentence notice(NoticeGiven f, Instant at) {
        String what = f.getCount() > 1 ? f.getTitle() : "this";
        return f.getAttempt() == 0
                ? Sentence.until(
                        "escalation",
                        f.getChannel() + " is told together with what else there is" + after(" at ", f.getUntil(), at),
                        f.getUntil())
                : Sentence.until(
                        "escalation",
                        f.getChannel() + " is being told: " + what
                                + (f.getAttempt() > 1 ? ", try " + f.getAttempt() : ""),
                        f.getUntil());
    }

    private static Sentence acted(OperatorActed f) {
        String what = f.getAction() + " of " + f.getSubject();
        String text = f.getAccepted()
                ? f.getBy() + " did " + what + ": " + f.getComment() + "; " + f.getReason()
                : f.getBy() + " tried " + what + ", refused: " + f.getReason();
        return Sentence.of("operator", text);
    }

    /** Sentences about steps. */
    private static final class StepSentences {
        static Sentence of(Object fact, Instant at) {
            return switch (fact) {
                case StepDispatched f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " dispatched to " + f.getHandler() + "/" + f.getAction()
                                    + (f.getVisit() > 1 ? ", visit " + f.getVisit() + " of the step" : ""),
                            f.getDeadline());
                case StepStarted f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " taken by " + f.getInstance(),
                            f.getLeaseUntil());
                case StepProgressed f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " is running"
                                    + (f.getProgress() == null ? "" : ": " + f.getProgress()),
                            f.getLeaseUntil());
                case StepProbed f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + ": " + f.getReason() + "; asking " + f.getHandler() + "/"
                                    + f.getAction() + " whether the effect took place",
                            f.getAnswerBy());
                case StepSucceeded f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " succeeded in " + span(f.getDurationMs()),
                            null);
                case StepAttemptFailed f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " " + f.getKind() + ": " + f.getError()
                                    + "; the next not before " + clock(f.getRetryAt(), at),
                            f.getRetryAt());
                case StepFailed f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "failed for good in attempt " + f.getAttempt() + " (" + f.getKind() + "): " + f.getError(),
                            null);
                case StepLost f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "attempt " + f.getAttempt() + " is lost: " + f.getReason(),
                            null);
                case StepSkipped f -> Sentence.step(f.getStep(), 0, "is skipped: " + f.getReason(), null);
                case StepsReset f -> Sentence.step(f.getStep(), 0, again(f), null);
                case HealthAwaited f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            "waits for " + f.getTarget() + " to be " + f.getHealth() + ", at the latest at "
                                    + clock(f.getUntil(), at),
                            f.getUntil());
                case ApprovalRequested f -> Sentence.step(f.getStep(), f.getAttempt(), approval(f, at), f.getUntil());
                case StepCancelled f ->
                    Sentence.step(
                            f.getStep(),
                            f.getAttempt(),
                            (f.getAttempt() == 0 ? "was never begun: " : "is cancelled: ") + f.getReason(),
                            null);
                case ResultIgnored f ->
                    Sentence.step(f.getStep(), f.getAttempt(), "result ignored: " + f.getReason(), null);
                default -> throw new IllegalStateException("Expected a fact of the log, but got " + fact);
            };
        }

        private static String again(StepsReset f) {
            List<String> others =
                    f.getSteps().stream().filter(s -> !s.equals(f.getStep())).toList();
            return "is visited again" + (others.isEmpty() ? "" : ", then " + String.join(", ", others)) + ": "
                    + f.getReason();
        }

        private static String approval(ApprovalRequested f, Instant at) {
            String whose =
                    f.getRoles().isEmpty() ? "somebody's approval" : "approval by " + String.join(" or ", f.getRoles());
            String follows = f.getFollows().isEmpty() ? "" : "; what follows: " + String.join("; ", f.getFollows());
            return "waits for " + whose + " until " + clock(f.getUntil(), at) + follows;
        }
    }
}
