package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What mesh.targets last said of a target.
 *
 * @param since by the signal's time
 * @param changedAt when the trigger service saw the change; an older record changes nothing
 * @param episode id of the bad period; null while healthy
 * @param episodeStartedAt null while healthy
 * @param flowId flow of the current or the last bad period
 * @param flapping whether it changes to and fro too often to be acted on
 * @param upFrom when the last healthy period began that is over
 * @param upUntil when it ended
 */
public record ObservedHealth(
        HealthStatus status,
        Instant since,
        Instant changedAt,
        @Nullable String episode,
        @Nullable Instant episodeStartedAt,
        @Nullable String flowId,
        boolean flapping,
        Instant upFrom,
        Instant upUntil) {

    public static final ObservedHealth NONE = new ObservedHealth(
            HealthStatus.UNKNOWN, Instant.EPOCH, Instant.EPOCH, null, null, null, false, Instant.EPOCH, Instant.EPOCH);

    /** Whether anything has reported this target. */
    public boolean isKnown() {
        return changedAt.isAfter(Instant.EPOCH);
    }

    public boolean isUnhealthy() {
        return status == HealthStatus.DOWN || status == HealthStatus.DEGRADED;
    }

    public boolean isUp() {
        return status == HealthStatus.UP;
    }

    /** With a newer record applied; the same object when the record is not newer. */
    public ObservedHealth observe(TargetHealth record) {
        if (record.getChangedAt().isBefore(changedAt)) {
            return this;
        }
        boolean falls = isUp() && record.getHealth() != HealthStatus.UP;
        return new ObservedHealth(
                record.getHealth(),
                record.getSince(),
                record.getChangedAt(),
                record.getEpisode(),
                record.getEpisodeStartedAt(),
                record.getFlowId() == null ? flowId : record.getFlowId(),
                record.getFlapping(),
                falls ? since : upFrom,
                falls ? record.getSince() : upUntil);
    }

    /** How long the target has been healthy without break after a moment, now or in its last healthy period. */
    public Duration healthyAfter(Instant moment, Instant now) {
        Instant from = isUp() ? since : upFrom;
        Instant until = isUp() ? now : upUntil;
        Duration healthy = Duration.between(from.isAfter(moment) ? from : moment, until);
        return healthy.isNegative() ? Duration.ZERO : healthy;
    }
}
