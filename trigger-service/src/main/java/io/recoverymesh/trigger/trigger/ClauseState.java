package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.SignalSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where one trigger stands with one target; a trigger that nothing happened to has no state. */
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
     * Some of several patterns that are all needed have matched, and still do.
     *
     * @param heard the last match of each, by the signal's time
     */
    record Gathering(Map<Support, Instant> heard) implements ClauseState {
        public Gathering {
            heard = Collections.unmodifiableMap(new TreeMap<>(heard));
        }

        /** With one more; of very many the oldest is dropped. */
        Gathering plus(Support one, Instant at) {
            Map<Support, Instant> more = new TreeMap<>(heard);
            more.merge(one, at, (before, now) -> now.isAfter(before) ? now : before);
            if (more.size() > Support.MAX) {
                more.remove(Collections.min(more.entrySet(), Map.Entry.comparingByValue())
                        .getKey());
            }
            return new Gathering(more);
        }

        Gathering minus(String cause, Set<Integer> stillMatching) {
            Map<Support, Instant> fewer = new TreeMap<>(heard);
            fewer.keySet().removeIf(support -> support.endsWith(cause, stillMatching));
            return fewer.size() == heard.size() ? this : new Gathering(fewer);
        }

        /** Only what lies at most so long before the newest; zero: all. */
        Gathering within(Duration window) {
            if (window.isZero()) {
                return this;
            }
            Instant first = Collections.max(heard.values()).minus(window);
            Map<Support, Instant> close = new TreeMap<>(heard);
            close.values().removeIf(at -> at.isBefore(first));
            return new Gathering(close);
        }

        int parts() {
            return (int) heard.keySet().stream().map(Support::part).distinct().count();
        }
    }

    /**
     * The condition must last until a moment.
     *
     * @param until when it is due
     * @param eventTime observation of the first signal plus the hold: the publication time of what follows
     * @param signal the first that matched
     * @param policyVersion when it began
     * @param supports what keeps it up
     * @param parts how many parts must each be kept up by something; else the hold ends
     * @param warnAt when to warn; null where nobody is to be warned any more
     */
    record Holding(
            Instant until,
            Instant eventTime,
            SignalSummary signal,
            String policyVersion,
            Set<Support> supports,
            int parts,
            @Nullable Instant warnAt)
            implements ClauseState {
        public Holding {
            supports = Collections.unmodifiableSet(new TreeSet<>(supports));
        }

        Holding plus(Support support) {
            if (supports.contains(support) || supports.size() >= Support.MAX) {
                return this;
            }
            Set<Support> more = new TreeSet<>(supports);
            more.add(support);
            return with(more);
        }

        Holding minus(String cause, Set<Integer> stillMatching) {
            Set<Support> fewer = new TreeSet<>(supports);
            fewer.removeIf(support -> support.endsWith(cause, stillMatching));
            return fewer.size() == supports.size() ? this : with(fewer);
        }

        boolean isUp() {
            return supports.stream().map(Support::part).distinct().count() >= parts;
        }

        Holding warned() {
            return new Holding(until, eventTime, signal, policyVersion, supports, parts, null);
        }

        Instant nextDue() {
            return warnAt != null && warnAt.isBefore(until) ? warnAt : until;
        }

        private Holding with(Set<Support> others) {
            return new Holding(until, eventTime, signal, policyVersion, others, parts, warnAt);
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

    /**
     * A heartbeat came; the next one is waited for.
     *
     * @param heardAt when the last one was observed
     * @param until when it will be missing
     * @param warnAt when to warn; null where nobody is to be warned any more
     */
    record Listening(
            Instant heardAt, Instant until, @Nullable Instant warnAt) implements ClauseState {
        Listening warned() {
            return new Listening(heardAt, until, null);
        }

        Instant nextDue() {
            return warnAt != null && warnAt.isBefore(until) ? warnAt : until;
        }
    }

    /**
     * The heartbeat is missing.
     *
     * @param heardAt when the last one was observed
     * @param checkAt when to look whether anybody still waits for it
     */
    record Missing(Instant heardAt, Instant checkAt) implements ClauseState {}
}
