package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DEGRADED;
import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.EXPIRED;
import static io.recoverymesh.schemas.TriggerEventKind.FUTURE;
import static io.recoverymesh.schemas.TriggerEventKind.STALE;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.Sent.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.TargetHealth;
import org.junit.jupiter.api.Test;

/** What is too old, from the future, out of order, or over. */
class TimelinessTest {
    private static final String KEY = "default/payments";
    private final Bench immediate =
            new Bench(catalogue(policy("restart", onHealth("payments", "DOWN").done())));

    @Test
    void notesASignalThatIsTooOldAndStillFoldsItsHealth() {
        immediate.send(health("payments", DOWN, 0), at(3600));

        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.kinds()).containsExactly(EXPIRED);
        assertThat(immediate.healths).extracting(TargetHealth::getHealth).containsExactly(DOWN);
    }

    @Test
    void letsASignalFromTheFutureChangeNothing() {
        immediate.send(health("payments", DOWN, 301), at(0));

        assertThat(immediate.kinds()).containsExactly(FUTURE);
        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.healths).isEmpty();
        assertThat(immediate.state(KEY)).isEqualTo(TargetState.NEW);
    }

    @Test
    void acceptsASignalWithinTheToleranceOfClocks() {
        immediate.send(health("payments", DOWN, 300), at(0));
        assertThat(immediate.requests).hasSize(1);
    }

    @Test
    void callsAnAlertStaleThatBeganBeforeItsLastResolution() {
        Bench bench = new Bench(catalogue(policy("any", onAlert("Errors").done())));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(resolved("payments", "Errors", 0, 10));
        bench.send(firing("payments", "Errors", 0, 20));
        assertThat(bench.requests).hasSize(1);
        assertThat(bench.kinds()).containsExactly(STALE);
        assertThat(bench.state(KEY).vitals().health()).isEqualTo(UP);

        bench.send(firing("payments", "Errors", 30, 31));
        assertThat(bench.requests).hasSize(2);
    }

    @Test
    void callsAReportStaleThatIsOlderThanTheLast() {
        immediate.send(health("payments", UP, 20));
        immediate.send(health("payments", DOWN, 10), at(21));

        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.kinds()).containsExactly(STALE);
        assertThat(immediate.healths).extracting(TargetHealth::getHealth).containsExactly(UP);
    }

    @Test
    void endsAnAnomalyThatIsNotRepeated() {
        Bench bench = new Bench(catalogue());
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.tick(at(299));
        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(DEGRADED);

        bench.tick(at(300));

        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(DEGRADED, UP);
        assertThat(bench.healths.getLast().getSignal().getReason()).startsWith("not repeated since");
    }
}
