package io.recoverymesh.trigger.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target changes between healthy and unhealthy too often: the share of changes among its last 21 observations,
 * on at 20 %, off at 5 %; a change counts for an hour at most.
 *
 * <p>A target that does not change is not written: observations are numbered only while changes are remembered.
 *
 * @param observations since the oldest change that is remembered
 * @param last time of the last observation that was counted; an older one, or the same again, is not
 * @param changes the last ones, the oldest first
 * @param on whether it flaps
 */
public record Flapping(int observations, Instant last, List<Change> changes, boolean on) {
    public static final Flapping NONE = new Flapping(0, Instant.EPOCH, List.of(), false);

    /** How long a change counts, for targets that are observed seldom. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    /** How long a silence stands for an observation. */
    private static final Duration IMPLIED = Duration.ofMinutes(1);

    /** Changes that there can be among 21 observations. */
    private static final int WINDOW = 20;

    private static final int BEGINS_AT = WINDOW * 20 / 100;
    private static final int ENDS_AT = WINDOW * 5 / 100;

    public Flapping {
        changes = List.copyOf(changes);
    }

    /** One change, by the number of the observation and the signal's time. */
    public record Change(int observation, Instant at) {}

    /** One more observation. */
    Flapping observed(boolean changed, Instant at) {
        if (!changed && (changes.isEmpty() || !at.isAfter(last))) {
            return this;
        }
        int number = observations + 1 + implied(at);
        List<Change> more = new ArrayList<>(changes);
        if (changed) {
            more.add(new Change(number, at));
        }
        more.removeIf(change -> change.observation() <= number - WINDOW);
        return of(number, at.isAfter(last) ? at : last, more);
    }

    /** Monitors that report only changes say by their silence that nothing changed: a minute of it is an observation. */
    private int implied(Instant at) {
        long silent = changes.isEmpty() ? 0 : Duration.between(last, at).dividedBy(IMPLIED) - 1;
        return Math.clamp(silent, 0, WINDOW);
    }

    /** Without what is too long ago. */
    Flapping at(Instant now) {
        List<Change> rest = changes;
        for (Change change : changes) {
            if (!change.at().plus(REMEMBERED).isAfter(now)) {
                rest = changes.stream()
                        .filter(some -> some.at().plus(REMEMBERED).isAfter(now))
                        .toList();
                break;
            }
        }
        return rest.size() == changes.size() ? this : of(observations, last, rest);
    }

    /** When it ends if the target does not change any more; null while it does not flap. */
    @Nullable
    Instant endsAt() {
        if (!on) {
            return null;
        }
        List<Instant> times = changes.stream().map(Change::at).sorted().toList();
        return times.get(times.size() - 1 - ENDS_AT).plus(REMEMBERED);
    }

    /** In words. */
    String reason() {
        return "it flaps: " + changes.size() + " changes among the last " + (WINDOW + 1) + " observations";
    }

    private Flapping of(int number, Instant latest, List<Change> some) {
        boolean flaps = on ? some.size() > ENDS_AT : some.size() >= BEGINS_AT;
        if (some.isEmpty()) {
            return NONE;
        }
        int first = some.getFirst().observation();
        return new Flapping(
                number - first + 1,
                latest,
                some.stream()
                        .map(change -> new Change(change.observation() - first + 1, change.at()))
                        .toList(),
                flaps);
    }
}
