package io.recoverymesh.trigger.signal;

import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One report about one target, of whatever kind.
 *
 * @param summary what decisions and flows keep of it
 * @param span when the alert fired; null for what is no alert
 */
public record Signal(
        TargetRef target, SignalSummary summary, @Nullable Span span) {

    /**
     * From when to when an alert fires.
     *
     * @param fingerprint identity of the alert over its repeats
     * @param endsAt null while it fires
     */
    public record Span(
            String fingerprint, Instant startsAt, @Nullable Instant endsAt) {}

    /** @throws InvalidSignalException when the record is none of the three kinds, or breaks their limits */
    public static Signal of(SpecificRecord record) {
        return switch (record) {
            case HealthReported health -> of(health);
            case AnomalyDetected anomaly -> of(anomaly);
            case AlertReceived alert -> of(alert);
            default ->
                throw new InvalidSignalException(
                        "",
                        "Expected HealthReported, AnomalyDetected or AlertReceived, but got "
                                + record.getSchema().getName(),
                        "Send one of these records");
        };
    }

    /** When the monitor saw it; age limits look at this. */
    public Instant observedAt() {
        return summary.getObservedAt();
    }

    /** When it says that something happened, the latest of its times: what must not lie in the future. */
    public Instant latestTime() {
        return span != null && span.startsAt().isAfter(observedAt()) ? span.startsAt() : observedAt();
    }

    /** Whether it reports trouble; only such signals trigger anything. */
    public boolean isFiring() {
        return switch (summary.getState()) {
            case "DOWN", "DEGRADED", "FIRING" -> true;
            default -> false;
        };
    }

    /** What is wrong, or no longer: the same for all reports about the same trouble of a target. */
    public String cause() {
        if (span != null) {
            return "alert:" + span.fingerprint();
        }
        return summary.getKind() == SignalKind.ANOMALY ? "anomaly:" + summary.getName() : "health";
    }

    /** The same signal about the same target in another group. */
    public Signal in(String group) {
        return new Signal(new TargetRef(group, target.service(), target.instance()), summary, span);
    }

    private static Signal of(HealthReported r) {
        SignalLimits.check(r.getId(), r.getSource(), r.getSource(), "", r.getLabels());
        return new Signal(
                target(r.getGroup(), r.getTarget()),
                new SignalSummary(
                        r.getId(),
                        SignalKind.HEALTH,
                        r.getSource(),
                        r.getStatus().name(),
                        null,
                        null,
                        r.getObservedAt(),
                        r.getSource(),
                        r.getReason(),
                        r.getLabels()),
                null);
    }

    private static Signal of(AnomalyDetected r) {
        SignalLimits.check(r.getId(), r.getSource(), r.getMetric(), r.getSeverity(), r.getLabels());
        return new Signal(
                target(r.getGroup(), r.getTarget()),
                new SignalSummary(
                        r.getId(),
                        SignalKind.ANOMALY,
                        r.getMetric(),
                        r.getState().name(),
                        r.getSeverity(),
                        r.getScore(),
                        r.getObservedAt(),
                        r.getSource(),
                        r.getReason(),
                        r.getLabels()),
                null);
    }

    private static Signal of(AlertReceived r) {
        SignalLimits.check(r.getId(), r.getSource(), r.getName(), r.getSeverity(), r.getLabels());
        SignalLimits.checkName("fingerprint", r.getFingerprint());
        return new Signal(
                target(r.getGroup(), r.getTarget()),
                new SignalSummary(
                        r.getId(),
                        SignalKind.ALERT,
                        r.getName(),
                        r.getState().name(),
                        r.getSeverity(),
                        null,
                        r.getObservedAt(),
                        r.getSource(),
                        r.getAnnotations().get("summary"),
                        r.getLabels()),
                new Span(r.getFingerprint(), r.getStartsAt(), r.getEndsAt()));
    }

    private static TargetRef target(String group, String target) {
        try {
            return TargetRef.of(group, target);
        } catch (InvalidTargetException e) {
            throw new InvalidSignalException(
                    "/target", String.valueOf(e.getMessage()), "Name the target service or service/instance");
        }
    }
}
