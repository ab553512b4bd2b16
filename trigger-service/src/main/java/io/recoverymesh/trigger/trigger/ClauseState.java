package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.SignalSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where one clause stands with one target; a clause that nothing happened to has no state. */
public sealed interface ClauseState {

    /**
     * Matching signals are counted in a sliding window of event time.
     *
     * @param seen in the order of their time
     * @param forgetAt when no acceptable signal can fall into the window any more
     */
    record Counting(List<Seen> seen, Instant forgetAt) implements ClauseState {
        public Counting {
            seen = List.copyOf(seen);
        }

        /** One counted signal, by a hash of its id. */
        public record Seen(Instant at, long id) {}

        boolean has(long id) {
            return seen.stream().anyMatch(s -> s.id() == id);
        }

        /** With one more; what lies more than {@code within} before the newest is dropped. */
        Counting plus(Seen one, Duration within, int limit, Duration maxAge) {
            List<Seen> all = new ArrayList<>(Stream.concat(seen.stream(), Stream.of(one))
                    .sorted(Comparator.comparing(Seen::at))
                    .toList());
            Instant newest = all.getLast().at();
            all.removeIf(s -> s.at().isBefore(newest.minus(within)));
            List<Seen> kept = all.subList(Math.max(0, all.size() - limit), all.size());
            return new Counting(kept, newest.plus(within).plus(maxAge));
        }
    }

    /**
     * The condition must last until a moment.
     *
     * @param until when it is due
     * @param eventTime observation of the first signal plus the hold: the publication time of what follows
     * @param signal the first that matched
     * @param policyVersion when it began
     * @param causes what keeps it up; when the last of them ends, so does the hold
     */
    record Holding(Instant until, Instant eventTime, SignalSummary signal, String policyVersion, Set<String> causes)
            implements ClauseState {
        private static final int MAX_CAUSES = 20;

        public Holding {
            causes = Collections.unmodifiableSet(new TreeSet<>(causes));
        }

        Holding plus(String cause) {
            if (causes.contains(cause) || causes.size() >= MAX_CAUSES) {
                return this;
            }
            Set<String> more = new TreeSet<>(causes);
            more.add(cause);
            return new Holding(until, eventTime, signal, policyVersion, more);
        }

        Holding minus(String cause) {
            Set<String> fewer = new TreeSet<>(causes);
            fewer.remove(cause);
            return new Holding(until, eventTime, signal, policyVersion, fewer);
        }
    }

    /**
     * A request was made in this episode; every further matching signal makes another one at once.
     *
     * @param after what was observed until then is already answered by the first request
     * @param recent hashes of the last signals' ids, so that a repeated delivery makes none
     */
    record Fired(String episode, Instant after, List<Long> recent) implements ClauseState {
        private static final int MAX_RECENT = 32;

        public Fired {
            recent = List.copyOf(recent);
        }

        boolean answers(Instant observedAt, long id) {
            return !observedAt.isAfter(after) || recent.contains(id);
        }

        Fired plus(long id) {
            List<Long> more = new ArrayList<>(recent);
            more.add(id);
            return new Fired(episode, after, more.subList(Math.max(0, more.size() - MAX_RECENT), more.size()));
        }
    }
}
