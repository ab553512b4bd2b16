package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.COUNTED;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAnomaly;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.health;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Signals that count only together. */
class CountTest {
    private static final String KEY = "default/payments";

    @Test
    void countsWithinASlidingWindowOfEventTime() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(3).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.send(anomaly("payments", "latency", 0.9, 50));
        bench.send(anomaly("payments", "latency", 0.9, 61));
        assertThat(bench.requests).as("the first lies outside the window").isEmpty();

        bench.send(anomaly("payments", "latency", 0.9, 110));

        assertThat(bench.requests).hasSize(1);
        assertThat(bench.kinds()).containsExactly(COUNTED, COUNTED, COUNTED, FIRED);
    }

    @Test
    void countsAcrossEpisodes() {
        Bench bench = new Bench(catalogue(
                policy("flapper", onHealth("payments", "DOWN").count(3).done())));
        for (long i = 0; i < 3; i++) {
            bench.send(health("payments", DOWN, i * 10));
            bench.send(health("payments", UP, i * 10 + 5));
        }
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void countsARepeatedDeliveryOnce() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(2).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.send(anomaly("payments", "latency", 0.9, 0), at(1));

        assertThat(bench.requests).isEmpty();
        assertThat(bench.kinds()).containsExactly(COUNTED);
    }

    @Test
    void forgetsCountsThatCanNoLongerBeReached() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(2).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.tick(at(3600));

        assertThat(bench.state(KEY).clauses()).isEmpty();
        assertThat(bench.state(KEY).nextDue()).isEqualTo(at(0).plus(Duration.ofDays(8)));
    }
}
