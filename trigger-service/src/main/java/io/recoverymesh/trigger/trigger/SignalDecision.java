package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.trigger.trigger.TriggerCore.FUTURE_TOLERANCE;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Folded;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Reception;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One decision about one signal. */
final class SignalDecision {
    private final TargetState before;
    private final Signal signal;
    private final SignalSummary summary;
    private final Instant now;
    private final Outputs outputs;
    private final Working working;
    private boolean expired;

    SignalDecision(TargetState before, Signal signal, Instant now) {
        this.before = before;
        this.signal = signal;
        this.summary = signal.summary();
        this.now = now;
        this.outputs = new Outputs(signal.target(), now);
        this.working = new Working(before, outputs);
    }

    Decision future(List<Clause> concerned) {
        List<Clause> matching = matching(concerned);
        String reason = "Expected a time not more than " + Durations.format(FUTURE_TOLERANCE) + " ahead, but it is "
                + signal.latestTime();
        matching.forEach(clause -> passOver(TriggerEventKind.FUTURE, clause, reason));
        // a target that was never heard of stays so
        TargetState after = before.forgetAt() == null ? before : working.state();
        return outputs.with(after, Received.FUTURE, matching.size());
    }

    Decision current(Folded folded, Received received, Concerned concerned, boolean caughtUp) {
        List<Clause> matching = matching(concerned.troubled());
        if (folded.reception() == Reception.CURRENT && working.hasSupports()) {
            working.release(signal.cause(), parts(matching), summary);
        }
        List<Clause> heartbeats = matching(concerned.listening());
        working.enter(heard(folded.vitals(), heartbeats), summary);
        listen(heartbeats);
        if (!matching.isEmpty()) {
            consider(matching, folded.reception(), new Progress(signal, now, outputs, working, caughtUp));
        }
        TargetState after = working.state().heard(now);
        return outputs.with(after, expired ? Received.EXPIRED : received, matching.size() + heartbeats.size());
    }

    private void consider(List<Clause> matching, Reception reception, Progress progress) {
        Set<ClauseKey> considered = new HashSet<>();
        for (Clause clause : matching) {
            boolean each = clause.trigger().shape() == Shape.ALL;
            if (considered.add(ClauseKey.of(clause)) || each) {
                consider(clause, reception, progress);
            }
        }
    }

    private List<Clause> matching(List<Clause> concerned) {
        if (concerned.isEmpty()) {
            return concerned;
        }
        List<Clause> matching = new ArrayList<>(concerned.size());
        for (Clause clause : concerned) {
            switch (clause.where(summary, signal.target())) {
                case Condition.Match match -> matching.add(clause);
                case Condition.NoMatch noMatch -> {}
                case Condition.Undecided undecided ->
                    passOver(
                            TriggerEventKind.CONDITION_FAILED,
                            clause,
                            "Expected '" + clause.where() + "' to be true or false, but " + undecided.reason());
            }
        }
        return matching;
    }

    private static Map<ClauseKey, Set<Integer>> parts(List<Clause> matching) {
        Map<ClauseKey, Set<Integer>> parts = new HashMap<>();
        matching.forEach(clause -> parts.computeIfAbsent(ClauseKey.of(clause), key -> new HashSet<>())
                .add(Progress.partOf(clause)));
        return parts;
    }

    /** What is missing no more. */
    private Vitals heard(Vitals vitals, List<Clause> heartbeats) {
        if (vitals.silences().isEmpty() && heartbeats.isEmpty()) {
            return vitals;
        }
        Vitals known = vitals;
        for (String waiting : vitals.silences().keySet()) {
            if (working.keys().stream().noneMatch(key -> key.waiting().equals(waiting) && working.isMissing(key))) {
                known = HealthFold.heard(known, signal.target(), waiting, summary.getObservedAt(), now);
            }
        }
        for (Clause clause : heartbeats) {
            String waiting = ClauseKey.of(clause).waiting();
            if (isNews(clause)) {
                known = HealthFold.heard(known, signal.target(), waiting, summary.getObservedAt(), now);
            }
        }
        return known;
    }

    private void listen(List<Clause> heartbeats) {
        for (Clause clause : heartbeats) {
            if (isNews(clause)) {
                ClauseState listening = Heartbeats.start(clause, summary.getObservedAt(), now);
                if (!working.put(ClauseKey.of(clause), listening)) {
                    passOver(TriggerEventKind.REJECTED, clause, Progress.TOO_MANY);
                }
            }
        }
    }

    /** A heartbeat counts once, and an old one not at all. */
    private boolean isNews(Clause clause) {
        Instant at = summary.getObservedAt();
        Instant oldest = now.minus(clause.policy().guard().maxEventAge());
        return !at.isBefore(oldest) && Heartbeats.isNewer(working.get(ClauseKey.of(clause)), at);
    }

    private void consider(Clause clause, Reception reception, Progress progress) {
        Instant oldest = now.minus(clause.policy().guard().maxEventAge());
        if (summary.getObservedAt().isBefore(oldest)) {
            expired = true;
            passOver(
                    TriggerEventKind.EXPIRED,
                    clause,
                    () -> "Expected a signal observed after " + oldest + ", but it was observed at "
                            + summary.getObservedAt());
            return;
        }
        switch (reception) {
            case CURRENT -> progress.advance(clause);
            case OUTDATED -> passOver(TriggerEventKind.STALE, clause, "Expected news, but later news came before");
            case STALE ->
                passOver(
                        TriggerEventKind.STALE,
                        clause,
                        "Expected an alert that began after its last resolution, but it began before");
        }
    }

    /** The sentence is made only where it is said: of the backlog of an outage it hardly ever is. */
    private void passOver(TriggerEventKind kind, Clause clause, Supplier<String> reason) {
        if (!working.hasTold(kind, ClauseKey.of(clause), now)) {
            passOver(kind, clause, reason.get());
        }
    }

    private void passOver(TriggerEventKind kind, Clause clause, String reason) {
        working.passOver(
                Note.of(kind, clause, summary, reason).in(working.vitals().episode()), now);
    }
}
