package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.recovery.Lifecycle;
import io.recoverymesh.correlation.recovery.Lifecycle.Move;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.VerificationObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** L1 everything ends once, L2 only listed moves and no gap, L4 nothing by stale results, L5 bounds, T3 deadlines. */
final class LifecycleRules implements Rules {
    private static final Pattern DEADLINE = Pattern.compile("(\\d{15})\\|[A-Z_]+\\|.*");

    private final Recorded recorded;
    private final Findings findings;
    private final Duration lateness;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Phase> recoveries = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<String, StepPhase> steps = new HashMap<>();
    private final Map<String, StepDispatched> attempts = new HashMap<>();
    private final Map<String, Instant> retryAt = new HashMap<>();
    private final Map<String, Instant> stableAt = new HashMap<>();
    private final Map<String, List<Pause>> pauses = new HashMap<>();

    private final Map<String, Integer> begun = new HashMap<>();

    private record Pause(Instant from, Instant until) {}

    LifecycleRules(Recorded recorded, Findings findings, Duration lateness) {
        this.recorded = recorded;
        this.findings = findings;
        this.lateness = lateness;
    }

    @Override
    public void fact(RecoveryEvent event, Object fact) {
        sequence(event);
        deadline(event);
        String recovery = String.valueOf(event.getRecoveryId());
        String step = recovery + "#" + stepOf(fact);
        if (fact instanceof RecoveryStarted started) {
            Phase before = recoveries.put(recovery, Phase.RUNNING);
            findings.expect(before == null, "L1", () -> recovery + " began twice");
            versions.put(recovery, started.getPolicyVersion());
        }
        stale(event, fact, step);
        times(event, fact, recovery, step);
        move(Lifecycle.RECOVERY, recoveries, recovery, fact);
        if (fact instanceof StepDispatched dispatched) {
            attempts.put(step, dispatched);
            attempt(recovery, dispatched);
        }
        switch (fact) {
            case StepsReset reset -> reset.getSteps().forEach(id -> again(recovery, id, fact));
            case IterationStarted ignored ->
                steps.keySet().stream()
                        .filter(key -> key.startsWith(recovery + "#") && !key.endsWith("#"))
                        .toList()
                        .forEach(key -> again(recovery, key.substring(recovery.length() + 1), fact));
            default -> {
                steps.putIfAbsent(step, StepPhase.PENDING);
                move(Lifecycle.STEP, steps, step, fact);
            }
        }
        if (fact instanceof RecoveryEnded) {
            steps.forEach((key, phase) -> findings.expect(
                    !key.startsWith(recovery + "#") || key.endsWith("#") || phase.isTerminal(),
                    "L1",
                    () -> recovery + " ended and its step " + key + " is " + phase));
        }
    }

    @Override
    public void paused(String group, Instant from, Instant until) {
        pauses.computeIfAbsent(group, g -> new ArrayList<>()).add(new Pause(from, until));
    }

    @Override
    public void finish() {
        recoveries.forEach(
                (id, phase) -> findings.expect(phase == Phase.ENDED, "L1", () -> id + " never ended: " + phase));
    }

    /** How a step stands by the facts so far. */
    StepPhase phaseOf(String recovery, String step) {
        return steps.getOrDefault(recovery + "#" + step, StepPhase.PENDING);
    }

    private void again(String recovery, String step, Object fact) {
        String key = recovery + "#" + step;
        begun.merge(key, 1, Integer::sum);
        move(Lifecycle.STEP, steps, key, fact);
    }

    private void sequence(RecoveryEvent event) {
        Long before = sequences.put(event.getGroup(), event.getSequence());
        findings.expect(
                before == null
                        ? event.getSequence() == 1
                        : event.getSequence() - before <= 1 && event.getSequence() >= before,
                "L2",
                () -> "decision " + event.getSequence() + " of " + event.getGroup() + " after " + before);
    }

    private void deadline(RecoveryEvent event) {
        Matcher deadline = DEADLINE.matcher(event.getCausationId());
        if (deadline.matches()) {
            Instant due = Instant.ofEpochMilli(Long.parseLong(deadline.group(1)));
            findings.expect(!event.getAt().isBefore(due), "T3", () -> "before it was due: " + event);
            Duration late = late(event.getGroup(), due, event.getAt());
            boolean held = event.getCausationId().contains("|ESCALATE|") && hasFallback(event);
            findings.expect(held || late.compareTo(lateness) <= 0, "T3", () -> "late by " + late + ": " + event);
        }
    }

    /** People are told of a failure only after the fallback has ended, too. */
    private boolean hasFallback(RecoveryEvent event) {
        String version = versions.get(String.valueOf(event.getRecoveryId()));
        return version != null && recorded.policy(version).fallback() != null;
    }

    private Duration late(String group, Instant due, Instant at) {
        Duration late = Duration.between(due, at);
        for (Pause pause : pauses.getOrDefault(group, List.of())) {
            Instant from = pause.from().isAfter(due) ? pause.from() : due;
            Instant until = pause.until().isBefore(at) ? pause.until() : at;
            late = until.isAfter(from) ? late.minus(Duration.between(from, until)) : late;
        }
        return late;
    }

    private <P extends Enum<P>> void move(List<Move<P>> table, Map<String, P> at, String key, Object fact) {
        if (table.stream().noneMatch(move -> move.fact() == fact.getClass())) {
            return;
        }
        P from = at.get(key);
        Optional<Move<P>> legal = table.stream()
                .filter(move -> move.from() == from && move.fact() == fact.getClass())
                .findFirst();
        findings.expect(
                legal.isPresent(),
                "L2",
                () -> key + " is " + from + " and got " + fact.getClass().getSimpleName());
        legal.ifPresent(move -> at.put(key, move.to()));
    }

    /** A fact that a result led to must be about the attempt that the result speaks of. */
    private void stale(RecoveryEvent event, Object fact, String step) {
        StepResult result = recorded.result(event.getCausationId());
        StepDispatched current = attempts.get(step);
        if (result == null || current == null || !result.getStep().equals(stepOf(fact))) {
            return;
        }
        boolean same = result.getAttempt() == current.getAttempt() && result.getFence() == current.getFence();
        findings.expect(
                same || fact instanceof ResultIgnored,
                "L4",
                () -> "by a result of attempt " + result.getAttempt() + " fence " + result.getFence() + ", current is "
                        + current.getAttempt() + " fence " + current.getFence() + ": " + fact);
    }

    private void attempt(String recovery, StepDispatched dispatched) {
        String version = versions.get(recovery);
        if (version == null) {
            return;
        }
        int visits = 1 + begun.getOrDefault(recovery + "#" + dispatched.getStep(), 0);
        int limit = visits
                * callOf(version, dispatched.getStep())
                        .map(call -> call.safety() != Step.Safety.ONCE
                                ? Math.max(3, call.retry().attempts())
                                : call.retry().attempts())
                        .orElse(3);
        findings.expect(
                dispatched.getAttempt() <= limit, "L5", () -> "more than " + limit + " attempts: " + dispatched);
    }

    /** Empty for a step that tells people. */
    private Optional<Step.Call> callOf(String version, String name) {
        String id = name.startsWith("undo:") ? name.substring("undo:".length()) : name;
        return recorded.policy(version).steps().stream()
                .filter(step -> step.id().equals(id))
                .map(Step::work)
                .filter(Step.Work.Run.class::isInstance)
                .map(Step.Work.Run.class::cast)
                .map(run -> name.equals(id) ? run.call() : Objects.requireNonNull(run.undo()))
                .findFirst();
    }

    /** An operator need not wait. */
    private static boolean isOrdered(RecoveryEvent event) {
        return event.getFacts().stream().anyMatch(OperatorActed.class::isInstance);
    }

    private void times(RecoveryEvent event, Object fact, String recovery, String step) {
        switch (fact) {
            case StepAttemptFailed failed -> retryAt.put(step, failed.getRetryAt());
            case StepDispatched dispatched -> {
                Instant due = retryAt.remove(step);
                findings.expect(
                        due == null || !event.getAt().isBefore(due) || isOrdered(event),
                        "T3",
                        () -> "retried before " + due + ": " + event);
            }
            case VerificationObserved observed -> {
                if (observed.getStableAt() == null) {
                    stableAt.remove(recovery);
                } else {
                    stableAt.put(recovery, observed.getStableAt());
                }
            }
            case RecoveryEnded ended -> {
                Instant due = stableAt.remove(recovery);
                boolean recovered = ended.getOutcome().name().equals("RECOVERED");
                findings.expect(
                        !recovered || (due != null && !event.getAt().isBefore(due)),
                        "T3",
                        () -> "recovered before it was stable at " + due + ": " + event);
            }
            default -> {}
        }
    }

    private static String stepOf(Object fact) {
        SpecificRecord record = (SpecificRecord) fact;
        Schema.Field field = record.getSchema().getField("step");
        return field == null ? "" : record.get(field.pos()).toString();
    }
}
