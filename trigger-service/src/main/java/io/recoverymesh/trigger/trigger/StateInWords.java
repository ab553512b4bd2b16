package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a target, for people.
 *
 * @param health null where nothing is known
 * @param since null where nothing is known
 * @param episode id of the bad period; null while healthy
 * @param flow of the bad period; null while healthy
 * @param reasons what makes it unhealthy
 * @param triggers where they stand
 */
public record StateInWords(
        @Nullable String health,
        @Nullable String since,
        @Nullable String episode,
        @Nullable String flow,
        boolean flapping,
        List<String> reasons,
        List<TriggerInWords> triggers) {
    public StateInWords {
        reasons = List.copyOf(reasons);
        triggers = List.copyOf(triggers);
    }

    /** Where one trigger stands. */
    public record TriggerInWords(String policy, int trigger, String stands) {}

    public static StateInWords of(TargetState state) {
        Vitals vitals = state.vitals();
        Episode episode = vitals.episode();
        return new StateInWords(
                vitals.health() == null ? null : vitals.health().name(),
                vitals.health() == null ? null : vitals.since().toString(),
                episode == null ? null : episode.id(),
                episode == null ? null : episode.flowId(),
                vitals.flapping().on(),
                vitals.reasons(),
                state.clauses().entrySet().stream()
                        .map(entry -> new TriggerInWords(
                                entry.getKey().policy(), entry.getKey().index(), stands(entry.getValue())))
                        .toList());
    }

    private static String stands(ClauseState state) {
        return switch (state) {
            case Counting counting -> "counted " + counting.seen().size() + ", forgets at " + counting.forgetAt();
            case Gathering gathering -> "has " + gathering.parts() + " of its signals";
            case Holding holding ->
                "holds until " + holding.until() + (holding.warnAt() == null ? "" : ", warns at " + holding.warnAt());
            case Fired fired -> "has acted in episode " + fired.episode();
            case Listening listening ->
                (listening.heardAt().equals(Expectations.NEVER) ? "never heard" : "heard at " + listening.heardAt())
                        + ", missed at " + listening.until();
            case Missing missing -> "misses its heartbeat since " + Expectations.since(missing.heardAt());
        };
    }
}
