package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.catalogue.Refusal;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.StateInWords.TriggerInWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a signal, and why: which triggers it was compared with, which condition decided, what would remain.
 * Plain values, for people and their tools; nothing is changed by asking.
 *
 * @param target that the signal is about, in the group that its service declares
 * @param policies how many there are; the index compares a signal with the candidates only
 * @param received what becomes of the signal as such
 * @param health that would be published; null where it stays
 * @param events that would be published
 * @param requests policies that would be requested
 * @param before what is kept of the target now
 * @param after what would be
 */
public record Explanation(
        String target,
        String signal,
        int policies,
        List<Considered> candidates,
        String received,
        @Nullable String health,
        List<Event> events,
        List<String> requests,
        StateInWords before,
        StateInWords after) {
    public Explanation {
        candidates = List.copyOf(candidates);
        events = List.copyOf(events);
        requests = List.copyOf(requests);
    }

    /**
     * A trigger's pattern that the signal was compared with.
     *
     * @param trigger number of the trigger in the policy's {@code on} list, from 0
     * @param part number of the pattern in the trigger, from 0
     * @param condition that decided; empty where all of them hold
     * @param reason one sentence
     */
    public record Considered(String policy, int trigger, int part, boolean matched, String condition, String reason) {}

    /** Something that would be said. */
    public record Event(String kind, String policy, int trigger, String reason) {}

    /**
     * @param state what is kept of the target now
     * @param signal in the group that the sender named
     * @param policy whose triggers are compared even if the index leaves them out; null: candidates only
     */
    public static Explanation of(
            TargetState state, Signal signal, Catalogue catalogue, Instant now, @Nullable String policy) {
        Signal placed = catalogue.placed(signal);
        Decision decision = TriggerCore.decide(state, placed, catalogue, now);
        Set<Clause> compared = new LinkedHashSet<>(catalogue.candidates(placed));
        if (policy != null) {
            compared.addAll(catalogue.clauses(policy));
        }
        List<Considered> considered = new ArrayList<>();
        compared.stream()
                .sorted(Comparator.comparing(ClauseKey::of).thenComparing(Clause::part))
                .forEach(clause -> considered.add(consider(clause, placed)));
        return new Explanation(
                placed.target().key(),
                placed.summary().getKind() + " " + placed.summary().getName() + " "
                        + placed.summary().getState(),
                catalogue.policies(),
                considered,
                decision.received().name(),
                decision.health() == null ? null : decision.health().getHealth().name(),
                decision.events().stream()
                        .map(event -> new Event(
                                event.getKind().name(), event.getPolicy(), event.getClause(), event.getReason()))
                        .toList(),
                decision.requests().stream().map(request -> request.getPolicy()).toList(),
                StateInWords.of(state),
                StateInWords.of(decision.state()));
    }

    private static Considered consider(Clause clause, Signal signal) {
        Refusal refusal = Refusal.of(clause, signal.summary(), signal.target());
        if (refusal != null) {
            return new Considered(
                    clause.policy().name(),
                    clause.index(),
                    clause.part(),
                    false,
                    refusal.condition(),
                    refusal.reason());
        }
        if (!signal.isFiring() && clause.trigger().shape() != Shape.ABSENT) {
            return new Considered(
                    clause.policy().name(),
                    clause.index(),
                    clause.part(),
                    false,
                    "state",
                    "Expected a signal that reports trouble, but it is "
                            + signal.summary().getState());
        }
        String where = String.valueOf(clause.where());
        return switch (clause.where(signal.summary(), signal.target())) {
            case Condition.Match match ->
                new Considered(
                        clause.policy().name(), clause.index(), clause.part(), true, "", "every condition holds");
            case Condition.NoMatch noMatch ->
                new Considered(
                        clause.policy().name(),
                        clause.index(),
                        clause.part(),
                        false,
                        "where",
                        "Expected '" + where + "' to be true, but it is false");
            case Condition.Undecided undecided ->
                new Considered(
                        clause.policy().name(),
                        clause.index(),
                        clause.part(),
                        false,
                        "where",
                        "Expected '" + where + "' to be true or false, but " + undecided.reason());
        };
    }

    /** Where triggers of the target stand, after the signal. */
    public List<TriggerInWords> remaining() {
        return after.triggers();
    }
}
