package io.recoverymesh.trigger.probe;

import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.schemas.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All probes of one target: the worst of them is reported, on change and every 30 s.
 *
 * @param streaks one for each probe
 * @param reported what was last reported; null before the first report
 * @param reportedAt when
 */
public record Watch(
        List<Probe> probes, List<Streak> streaks, @Nullable HealthStatus reported, Instant reportedAt) {
    /** How often a status is repeated while it does not change. */
    public static final Duration REPEAT = Duration.ofSeconds(30);

    public Watch {
        probes = List.copyOf(probes);
        streaks = List.copyOf(streaks);
    }

    public static Watch over(List<Probe> probes) {
        return new Watch(probes, Collections.nCopies(probes.size(), Streak.NONE), null, Instant.EPOCH);
    }

    /**
     * What follows from a look.
     *
     * @param report to be published; null where there is nothing to say
     */
    public record Watched(Watch watch, @Nullable Report report) {}

    /** A status and the reason for it. */
    public record Report(HealthStatus status, String reason) {}

    /** @param probe index of the probe that looked */
    public Watched plus(int probe, Look look, Instant now) {
        Probe declared = probes.get(probe);
        List<Streak> after = new ArrayList<>(streaks);
        after.set(probe, streaks.get(probe).plus(look, declared.failures(), declared.successes()));
        HealthStatus status = worst(after);
        boolean due = status != reported || !now.isBefore(reportedAt.plus(REPEAT));
        if (status == HealthStatus.UNKNOWN || !due) {
            return new Watched(new Watch(probes, after, reported, reportedAt), null);
        }
        return new Watched(new Watch(probes, after, status, now), new Report(status, reason(after, status)));
    }

    /** The same, as if the last report had not been made: it could not be published. */
    public Watch unreported() {
        return new Watch(probes, streaks, null, Instant.EPOCH);
    }

    private static HealthStatus worst(List<Streak> streaks) {
        HealthStatus worst = HealthStatus.UP;
        for (Streak streak : streaks) {
            switch (streak.belief()) {
                case DOWN -> {
                    return HealthStatus.DOWN;
                }
                case UNKNOWN -> worst = HealthStatus.UNKNOWN;
                case UP, DEGRADED -> {}
            }
        }
        return worst;
    }

    private static String reason(List<Streak> streaks, HealthStatus status) {
        return String.join(
                "; ",
                streaks.stream()
                        .filter(s -> s.belief() == status)
                        .map(Streak::saw)
                        .toList());
    }
}
