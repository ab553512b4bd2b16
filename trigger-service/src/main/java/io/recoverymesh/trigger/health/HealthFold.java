package io.recoverymesh.trigger.health;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.health.Vitals.OpenAlert;
import io.recoverymesh.trigger.health.Vitals.OpenAnomaly;
import io.recoverymesh.trigger.health.Vitals.Report;
import io.recoverymesh.trigger.health.Vitals.Silence;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.Signal.Span;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Folds signals into vitals: worst wins, older never overrules newer, what says nothing new changes nothing. */
public final class HealthFold {
    /** An anomaly that is not repeated for so long is over. */
    public static final Duration ANOMALY_LASTS = Duration.ofMinutes(5);

    /** Repeats closer together than this are not remembered one by one: it saves a write for each of them. */
    static final Duration RESOLUTION = Duration.ofSeconds(1);

    private static final int KEPT_REASON = 200;

    private HealthFold() {}

    /** What is known after one more signal. */
    public static Folded fold(Vitals vitals, Signal signal, Instant now) {
        Span span = signal.span();
        Folded folded =
                switch (signal.summary().getKind()) {
                    case HEALTH -> report(vitals, signal.summary());
                    case ANOMALY -> anomaly(vitals, signal, now);
                    case ALERT -> span == null ? unchanged(vitals) : alert(vitals, signal, span);
                    case RECOVERY, OPERATOR -> unchanged(vitals);
                };
        if (folded.reception() != Reception.CURRENT) {
            return folded;
        }
        Vitals known =
                folded.changes(vitals) ? assessed(folded.vitals(), signal.target(), signal.observedAt()) : vitals;
        Vitals after = observed(vitals, known, signal.observedAt(), now);
        return folded.changes(after) ? current(after) : folded;
    }

    /** Someone waited for a heartbeat in vain: while it is missing, the target is DOWN. */
    public static Vitals silent(Vitals vitals, TargetRef target, String waiting, Silence silence, Instant now) {
        Vitals known = assessed(vitals.silent(waiting, silence), target, silence.since());
        return observed(vitals, known, silence.since(), now);
    }

    /** The heartbeat came again, or nobody waits for it any more. */
    public static Vitals heard(Vitals vitals, TargetRef target, String waiting, Instant at, Instant now) {
        if (!vitals.silences().containsKey(waiting)) {
            return vitals;
        }
        return observed(vitals, assessed(vitals.heard(waiting), target, at), at, now);
    }

    /** Nobody tells any more how the target is. */
    public static Vitals lost(Vitals vitals, Instant now) {
        return Vitals.UNKNOWN.entered(HealthStatus.UNKNOWN, now.isBefore(vitals.since()) ? vitals.since() : now, null);
    }

    /** Counts one more observation of a target whose health is known before and after. */
    private static Vitals observed(Vitals before, Vitals after, Instant at, Instant now) {
        boolean changed = before.isBad() != after.isBad();
        boolean isSteady = !changed && after.flapping().changes().isEmpty();
        if (isSteady || before.health() == null || after.health() == HealthStatus.UNKNOWN) {
            return after;
        }
        return after.with(after.flapping().at(now).observed(changed, at));
    }

    /** Whether and since when the target flaps, as of now. */
    public static Vitals steadied(Vitals vitals, Instant now) {
        Instant ends = vitals.flapping().endsAt();
        return ends == null || ends.isAfter(now)
                ? vitals
                : vitals.with(vitals.flapping().at(now));
    }

    /** Ends what was last seen five minutes before {@code now}, or earlier. */
    public static Vitals expired(Vitals vitals, TargetRef target, Instant now) {
        Vitals rest = vitals;
        Instant ended = Instant.EPOCH;
        for (var open : vitals.anomalies().entrySet()) {
            Instant end = endOf(open.getValue());
            if (!end.isAfter(now)) {
                rest = rest.forgotAnomaly(open.getKey());
                ended = ended.isAfter(end) ? ended : end;
            }
        }
        return rest.equals(vitals) ? vitals : observed(vitals, assessed(rest, target, ended), ended, now);
    }

    /** When the first open anomaly ends if it is not repeated; null where none is open. */
    private static @Nullable Instant firstExpiry(Vitals vitals) {
        Instant first = null;
        for (OpenAnomaly open : vitals.anomalies().values()) {
            Instant end = endOf(open);
            first = first == null || end.isBefore(first) ? end : first;
        }
        return first;
    }

    /** When the time alone changes something next; null when it does not. */
    public static @Nullable Instant nextChange(Vitals vitals) {
        Instant expiry = firstExpiry(vitals);
        Instant steady = vitals.flapping().endsAt();
        return expiry == null || (steady != null && steady.isBefore(expiry)) ? steady : expiry;
    }

    /** When what the signal speaks of last ended; null where it never did. */
    private static @Nullable Instant closed(Vitals vitals, Signal signal) {
        return vitals.closed().isEmpty() ? null : vitals.closed().get(signal.cause());
    }

    private static Folded report(Vitals vitals, SignalSummary signal) {
        HealthStatus status = HealthStatus.valueOf(signal.getState());
        Instant at = signal.getObservedAt();
        Report last = vitals.report();
        if (last != null && at.isBefore(last.at())) {
            return new Folded(vitals, Reception.OUTDATED);
        }
        if (last != null && last.status() == status && at.isBefore(last.at().plus(RESOLUTION))) {
            return unchanged(vitals);
        }
        return current(vitals.with(new Report(status, at, signal.getSource(), shortened(signal.getReason()))));
    }

    private static Folded alert(Vitals vitals, Signal signal, Span span) {
        return signal.isFiring() ? fires(vitals, signal, span) : resolved(vitals, signal, span);
    }

    private static Folded fires(Vitals vitals, Signal signal, Span span) {
        Instant closed = closed(vitals, signal);
        if (closed != null && !span.startsAt().isAfter(closed)) {
            return new Folded(vitals, Reception.STALE);
        }
        String sent = signal.summary().getSeverity();
        String severity = sent == null ? "warning" : sent;
        OpenAlert open = vitals.alerts().get(span.fingerprint());
        if (open == null && vitals.alerts().size() >= Vitals.MAX_OPEN) {
            return unchanged(vitals);
        }
        if (open != null && open.severity().equals(severity)) {
            return unchanged(vitals);
        }
        Instant startsAt = open == null ? span.startsAt() : open.startsAt();
        return current(
                vitals.opened(span.fingerprint(), new OpenAlert(signal.summary().getName(), severity, startsAt)));
    }

    private static Folded resolved(Vitals vitals, Signal signal, Span span) {
        Instant end = resolvedAt(signal, span);
        OpenAlert open = vitals.alerts().get(span.fingerprint());
        Instant closed = closed(vitals, signal);
        boolean endsNothing = open == null
                ? closed != null && !end.isAfter(closed)
                : open.startsAt().isAfter(end);
        return endsNothing
                ? new Folded(vitals, Reception.OUTDATED)
                : current(vitals.closedAlert(span.fingerprint(), signal.cause(), end));
    }

    /** Never later than it was reported, so that a wrong clock silences nothing that fires afterwards. */
    private static Instant resolvedAt(Signal signal, Span span) {
        Instant end = span.endsAt() == null || span.endsAt().isAfter(signal.observedAt())
                ? signal.observedAt()
                : span.endsAt();
        return end.isBefore(span.startsAt()) ? span.startsAt() : end;
    }

    private static Folded anomaly(Vitals vitals, Signal signal, Instant now) {
        String metric = signal.summary().getName();
        Instant at = signal.observedAt();
        OpenAnomaly open = vitals.anomalies().get(metric);
        Instant closed = closed(vitals, signal);
        if (closed != null && !at.isAfter(closed)) {
            return new Folded(vitals, Reception.OUTDATED);
        }
        if (!signal.isFiring()) {
            return open != null && open.lastSeen().isAfter(at)
                    ? new Folded(vitals, Reception.OUTDATED)
                    : current(vitals.closedAnomaly(metric, signal.cause(), at));
        }
        if (!at.plus(ANOMALY_LASTS).isAfter(now)) {
            return new Folded(vitals, Reception.OUTDATED);
        }
        boolean tellsNothingNew = open == null
                ? vitals.anomalies().size() >= Vitals.MAX_OPEN
                : at.isBefore(open.lastSeen().plus(RESOLUTION));
        return tellsNothingNew ? unchanged(vitals) : current(vitals.opened(metric, new OpenAnomaly(at)));
    }

    private static Vitals assessed(Vitals vitals, TargetRef target, Instant at) {
        HealthStatus health = worst(vitals);
        if (health == vitals.health()) {
            return vitals;
        }
        Instant since = at.isBefore(vitals.since()) ? vitals.since() : at;
        Episode open = vitals.episode();
        return switch (health) {
            case UP -> vitals.entered(health, since, null);
            case UNKNOWN -> vitals.entered(health, since, open);
            case DEGRADED, DOWN -> vitals.entered(health, since, open == null ? Episode.begin(target, since) : open);
        };
    }

    private static HealthStatus worst(Vitals vitals) {
        HealthStatus reported =
                vitals.report() == null ? HealthStatus.UP : vitals.report().status();
        boolean isCritical =
                !vitals.alerts().isEmpty() && vitals.alerts().values().stream().anyMatch(OpenAlert::isCritical);
        if (reported == HealthStatus.DOWN || !vitals.silences().isEmpty() || isCritical) {
            return HealthStatus.DOWN;
        }
        if (reported == HealthStatus.DEGRADED
                || !vitals.alerts().isEmpty()
                || !vitals.anomalies().isEmpty()) {
            return HealthStatus.DEGRADED;
        }
        return reported;
    }

    private static Instant endOf(OpenAnomaly open) {
        return open.lastSeen().plus(ANOMALY_LASTS);
    }

    private static Folded current(Vitals vitals) {
        return new Folded(vitals, Reception.CURRENT);
    }

    private static Folded unchanged(Vitals vitals) {
        return new Folded(vitals, Reception.CURRENT);
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= KEPT_REASON ? reason : reason.substring(0, KEPT_REASON - 1) + "…";
    }
}
