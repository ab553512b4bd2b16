package io.recoverymesh.correlation.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one channel of a group is being told: the first notice at once, those that come soon after it together as one.
 *
 * @param quietUntil nothing is sent before; what comes until then waits
 * @param quiet how long that lasts: doubles while there is always more to tell
 * @param waiting notices that wait: the first {@value #KEPT}
 * @param count how many wait
 * @param sent notices that are not known to have been delivered, oldest first
 */
public record Telling(Instant quietUntil, Duration quiet, List<Notice> waiting, int count, List<Notice> sent) {
    /** After the first notice, others wait for so long. */
    public static final Duration QUIET = Duration.ofMinutes(1);
    /** The most that a notice waits. */
    public static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

    public static final Telling NEW = new Telling(Instant.EPOCH, Duration.ZERO, List.of(), 0, List.of());

    private static final int KEPT = 10;
    private static final int IN_HAND = 32;

    public Telling {
        waiting = List.copyOf(waiting);
        sent = List.copyOf(sent);
    }

    /** Key of a channel of a group. */
    public static String key(String group, String channel) {
        return group + "|" + channel;
    }

    /** First key of a group. */
    public static String firstOf(String group) {
        return group + "|";
    }

    /** First key after those of a group. */
    public static String afterGroup(String group) {
        return group + "}";
    }

    /** Whether a notice may be sent now. */
    public boolean isFree(Instant now) {
        return count == 0 && !now.isBefore(quietUntil);
    }

    /** With one more that waits. */
    public Telling waitingToo(Notice notice) {
        return new Telling(quietUntil, quiet, count < KEPT ? and(waiting, notice, KEPT) : waiting, count + 1, sent);
    }

    /** A new notice was sent at {@code at}, and speaks of everything that waited. */
    public Telling sent(Notice notice, Instant at) {
        Duration doubled = quiet.multipliedBy(2);
        Duration next = count == 0 ? QUIET : doubled.compareTo(LONGEST_QUIET) > 0 ? LONGEST_QUIET : doubled;
        return new Telling(at.plus(next), next, List.of(), 0, and(sent, notice, IN_HAND));
    }

    /** A notice that was sent is tried again. */
    public Telling again(Notice notice) {
        return new Telling(quietUntil, quiet, waiting, count, and(without(notice.id()), notice, IN_HAND));
    }

    /** A notice needs nothing more. */
    public Telling done(String id) {
        return new Telling(quietUntil, quiet, waiting, count, without(id));
    }

    /** A notice that was sent and not answered; null where there is none of this id. */
    public @Nullable Notice inHand(String id) {
        return sent.stream()
                .filter(notice -> notice.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private List<Notice> without(String id) {
        return sent.stream().filter(notice -> !notice.id().equals(id)).toList();
    }

    private static List<Notice> and(List<Notice> notices, Notice one, int limit) {
        List<Notice> all = new ArrayList<>(notices);
        all.add(one);
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    /**
     * Something that people are to be told.
     *
     * @param recovery empty where it is about none
     * @param attempt the last one that was sent, from 1
     * @param until when its answer is missed, or when it is tried again
     * @param failed whether that attempt failed
     */
    public record Notice(
            String id,
            String flow,
            String target,
            String recovery,
            String policy,
            String title,
            String text,
            String severity,
            int causes,
            int attempt,
            @Nullable Instant until,
            boolean failed) {

        /** After its attempt failed; tried again then. */
        public Notice failedUntil(Instant retryAt) {
            return new Notice(
                    id, flow, target, recovery, policy, title, text, severity, causes, attempt, retryAt, true);
        }
    }
}
