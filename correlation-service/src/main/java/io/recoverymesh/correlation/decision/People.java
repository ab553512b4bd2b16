package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Telling.Notice;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.NoticeGiven;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells people, once per cause: the first notice of a group and channel at once, those that come soon after it as one.
 * What could not be delivered is tried again, and said.
 */
final class People {
    /** A handler has so long to say that a notice was delivered. */
    static final Duration ANSWER = Duration.ofMinutes(2);

    private static final List<Duration> AGAIN_AFTER = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final String NOBODY_NAMED = "nobody was told: %s. Expected somebody who is told about group %s, but "
            + "neither the policy (escalate) nor correlation.notify names one";

    private final Addressees addressees;

    People(Addressees addressees) {
        this.addressees = addressees;
    }

    /** Turns what a decision wants people to know into facts and commands of the same decision. */
    void tell(Draft draft, Ledger ledger) {
        Set<String> begun = new HashSet<>();
        for (Message message : draft.messages()) {
            String channel = addressees.of(message.whom(), draft.group);
            if (channel == null) {
                String reason = NOBODY_NAMED.formatted(message.title() + ": " + message.reason(), draft.group);
                draft.fact(answered("", "", false, reason, null));
                continue;
            }
            long decision = Evolution.group(ledger, draft.group).sequence() + 1;
            String id = EventIds.of(
                    "notice",
                    draft.group,
                    Long.toString(decision),
                    draft.cause,
                    Integer.toString(draft.facts().size()));
            Notice notice = Notices.of(id, draft, message, recovery(draft, ledger));
            Telling telling = telling(ledger, draft.group, channel);
            if (telling.isFree(draft.now) && begun.add(channel)) {
                send(draft, channel, notice, 1, ledger);
            } else {
                Instant until = telling.isFree(draft.now) ? draft.now.plus(Telling.QUIET) : telling.quietUntil();
                draft.fact(given(channel, notice, 0, until));
            }
        }
    }

    /** The quiet time of a channel is over. */
    Decision due(Deadline deadline, Ledger ledger, Instant now) {
        String channel = deadline.subject();
        Telling telling = telling(ledger, deadline.group(), channel);
        if (telling.count() == 0 || now.isBefore(telling.quietUntil())) {
            return Decision.NOTHING;
        }
        Notice notice = Notices.together(telling, deadline.group());
        Draft draft = draft(deadline.group(), notice, deadline.key(), now);
        send(draft, channel, notice, 1, ledger);
        return Decision.of(draft);
    }

    /** An answer is overdue, or it is time to try again. */
    Decision overdue(Deadline deadline, Ledger ledger, Instant now) {
        int bar = deadline.subject().lastIndexOf('|');
        String channel = deadline.subject().substring(0, bar);
        Notice notice = telling(ledger, deadline.group(), channel)
                .inHand(deadline.subject().substring(bar + 1));
        if (notice == null || notice.attempt() != deadline.attempt() || now.isBefore(deadline.due())) {
            return Decision.NOTHING;
        }
        Draft draft = draft(deadline.group(), notice, deadline.key(), now);
        if (notice.failed()) {
            send(draft, channel, notice, notice.attempt() + 1, ledger);
        } else {
            String error = "Expected a handler for " + Notices.ACTION + " to answer until " + notice.until()
                    + ", but none did. Start one, or look whether it is alive";
            failed(draft, channel, notice, error, true);
        }
        return Decision.of(draft);
    }

    /** A handler said what became of a notice. */
    Decision onResult(StepResult result, Ledger ledger, Instant now) {
        String id = result.getStep().substring(Notices.STEP.length());
        String channel = channelOf(result.getGroup(), id, ledger);
        if (channel == null) {
            return Decision.drop("notice " + id + " needs no answer any more");
        }
        Notice notice = telling(ledger, result.getGroup(), channel).inHand(id);
        if (notice == null) {
            return Decision.drop("notice " + id + " needs no answer any more");
        }
        Draft draft = draft(result.getGroup(), notice, result.getId(), now);
        boolean current = result.getAttempt() == notice.attempt() && !notice.failed();
        if (result.getBody() instanceof AttemptSucceeded) {
            draft.fact(answered(id, channel, true, channel + " was told: " + notice.title(), null));
        } else if (result.getBody() instanceof AttemptFailed failed && current) {
            failed(draft, channel, notice, failed.getError(), isWorthAnother(result, failed));
        } else {
            return Decision.drop("nothing new of notice " + id);
        }
        return Decision.of(draft);
    }

    /** A notice was sent, or waits. */
    static void given(Ledger ledger, RecoveryEvent event, NoticeGiven fact) {
        String key = Telling.key(event.getGroup(), fact.getChannel());
        Telling before = telling(ledger, event.getGroup(), fact.getChannel());
        Notice notice = Notices.of(event, fact);
        if (fact.getAttempt() == 0) {
            ledger.tellings().put(key, before.waitingToo(notice));
            if (before.count() == 0) {
                Instant at = fact.getUntil() == null ? before.quietUntil() : fact.getUntil();
                schedule(ledger, at, Deadline.Kind.TELL, event.getGroup(), fact.getChannel(), 0);
            }
            return;
        }
        boolean again = before.inHand(notice.id()) != null;
        ledger.tellings().put(key, again ? before.again(notice) : before.sent(notice, event.getAt()));
        await(ledger, event.getGroup(), fact.getChannel(), notice);
    }

    /** It is known what became of a notice. */
    static void answered(Ledger ledger, RecoveryEvent event, NoticeAnswered fact) {
        String target = event.getGroup() + "/" + event.getTarget();
        String untold = fact.getTold() ? null : fact.getReason();
        ledger.targets().put(target, Evolution.target(ledger, target).withUntold(untold));
        Notice notice = telling(ledger, event.getGroup(), fact.getChannel()).inHand(fact.getNoticeId());
        if (notice == null) {
            return;
        }
        String key = Telling.key(event.getGroup(), fact.getChannel());
        Telling before = telling(ledger, event.getGroup(), fact.getChannel());
        Instant retryAt = fact.getRetryAt();
        if (retryAt == null) {
            ledger.tellings().put(key, before.done(notice.id()));
        } else {
            Notice again = notice.failedUntil(retryAt);
            ledger.tellings().put(key, before.again(again));
            await(ledger, event.getGroup(), fact.getChannel(), again);
        }
    }

    private static void send(Draft draft, String channel, Notice notice, int attempt, Ledger ledger) {
        NoticeGiven given = given(channel, notice, attempt, draft.now.plus(ANSWER));
        draft.fact(given);
        long fence =
                Evolution.target(ledger, draft.group + "/" + notice.target()).fence();
        draft.command(Notices.HANDLER, Notices.command(draft, channel, notice, attempt, fence));
    }

    private static void failed(Draft draft, String channel, Notice notice, String error, boolean worthAnother) {
        int attempt = notice.attempt();
        boolean again = worthAnother && attempt <= AGAIN_AFTER.size();
        Instant retryAt = again ? draft.now.plus(AGAIN_AFTER.get(attempt - 1)) : null;
        String reason = "nobody was told: " + notice.title() + ", for " + channel + ": " + error;
        draft.fact(answered(notice.id(), channel, false, reason, retryAt));
    }

    /** What the mesh itself refused was never sent: there may be a handler the next time. */
    private static boolean isWorthAnother(StepResult result, AttemptFailed failed) {
        return failed.getRetryable() || result.getInstance().equals(Notices.THE_MESH);
    }

    private static NoticeGiven given(String channel, Notice notice, int attempt, Instant until) {
        return NoticeGiven.newBuilder()
                .setNoticeId(notice.id())
                .setChannel(channel)
                .setTitle(notice.title())
                .setText(notice.text())
                .setSeverity(notice.severity())
                .setCount(notice.causes())
                .setAttempt(attempt)
                .setUntil(until)
                .build();
    }

    private static NoticeAnswered answered(
            String id, String channel, boolean told, String reason, @Nullable Instant retryAt) {
        return NoticeAnswered.newBuilder()
                .setNoticeId(id)
                .setChannel(channel)
                .setTold(told)
                .setReason(reason)
                .setRetryAt(retryAt)
                .build();
    }

    private static void await(Ledger ledger, String group, String channel, Notice notice) {
        Instant until = notice.until();
        if (until != null) {
            schedule(ledger, until, Deadline.Kind.TOLD, group, channel + "|" + notice.id(), notice.attempt());
        }
    }

    private static void schedule(
            Ledger ledger, Instant at, Deadline.Kind kind, String group, String subject, int attempt) {
        Deadline deadline = new Deadline(at, kind, group, subject, attempt);
        ledger.deadlines().put(deadline.key(), deadline);
    }

    private static Draft draft(String group, Notice notice, String cause, Instant now) {
        return new Draft(group, notice.target(), notice.flow(), cause, now)
                .about(
                        notice.recovery().isEmpty() ? null : notice.recovery(),
                        notice.policy().isEmpty() ? null : notice.policy());
    }

    private static @Nullable String channelOf(String group, String id, Ledger ledger) {
        String[] found = new String[1];
        ledger.tellings().scan(Telling.firstOf(group), Telling.afterGroup(group), (key, telling) -> {
            found[0] = telling.inHand(id) == null ? null : key.substring(group.length() + 1);
            return found[0] == null;
        });
        return found[0];
    }

    private static @Nullable Recovery recovery(Draft draft, Ledger ledger) {
        String id = draft.recoveryId();
        return id == null ? null : ledger.recoveries().get(id);
    }

    private static Telling telling(Ledger ledger, String group, String channel) {
        Telling found = ledger.tellings().get(Telling.key(group, channel));
        return found == null ? Telling.NEW : found;
    }
}
