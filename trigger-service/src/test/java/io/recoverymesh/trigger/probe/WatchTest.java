package io.recoverymesh.trigger.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.ServiceDocument.Check;
import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Probe PROBE =
            new Probe(null, new Check.TcpCheck("127.0.0.1", 1), Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2);
    private final List<HealthStatus> reports = new ArrayList<>();
    private Watch watch = Watch.over(List.of(PROBE));
    private long second;

    @Test
    void reportsOnlyAfterEnoughLooksInARow() {
        look(true);
        assertThat(reports).isEmpty();
        look(true);
        assertThat(reports).containsExactly(HealthStatus.UP);
        look(false);
        look(false);
        look(true);
        look(false);
        look(false);
        assertThat(reports).containsExactly(HealthStatus.UP);
        look(false);
        assertThat(reports).containsExactly(HealthStatus.UP, HealthStatus.DOWN);
        look(true);
        look(true);
        assertThat(reports).containsExactly(HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP);
    }

    @Test
    void repeatsAStatusEveryThirtySeconds() {
        for (int i = 0; i < 92; i++) {
            look(true);
        }
        assertThat(reports).hasSize(4).containsOnly(HealthStatus.UP);
    }

    @Test
    void reportsAgainWhatCouldNotBePublished() {
        look(true);
        look(true);
        watch = watch.unreported();
        look(true);
        assertThat(reports).containsExactly(HealthStatus.UP, HealthStatus.UP);
    }

    @Test
    void takesTheWorstOfSeveralProbes() {
        watch = Watch.over(List.of(PROBE, PROBE));
        look(0, true);
        look(0, true);
        assertThat(reports).as("nothing is known of the other").isEmpty();
        look(1, true);
        look(1, true);
        assertThat(reports).containsExactly(HealthStatus.UP);
        look(1, false);
        look(1, false);
        Watch.Report report = look(1, false);
        assertThat(report).isNotNull();
        assertThat(reports).containsExactly(HealthStatus.UP, HealthStatus.DOWN);
    }

    private void look(boolean healthy) {
        look(0, healthy);
    }

    private Watch.@Nullable Report look(int probe, boolean healthy) {
        second++;
        Watch.Watched watched = watch.plus(probe, new Look(healthy, "saw " + healthy), Sent.at(second));
        watch = watched.watch();
        if (watched.report() != null) {
            reports.add(watched.report().status());
        }
        return watched.report();
    }
}
