package io.recoverymesh.trigger.health;

import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.Sent.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.signal.Signal;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class HealthFoldTest {
    private Vitals vitals = Vitals.UNKNOWN;

    @Test
    void takesTheWorstOfAll() {
        fold(health("a", HealthStatus.UP, 0));
        assertThat(vitals.health()).isEqualTo(HealthStatus.UP);
        fold(anomaly("a", "latency", 0.9, 1));
        assertThat(vitals.health()).isEqualTo(HealthStatus.DEGRADED);
        fold(firing("a", "Errors", 2, 2));
        assertThat(vitals.health()).isEqualTo(HealthStatus.DOWN);
        assertThat(vitals.reasons()).hasSize(2);
        fold(resolved("a", "Errors", 2, 3));
        assertThat(vitals.health()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void isUpWhenTheLastAlertOfATargetWithoutReportsIsResolved() {
        fold(firing("a", "Errors", 0, 0));
        fold(resolved("a", "Errors", 0, 10));
        assertThat(vitals.health()).isEqualTo(HealthStatus.UP);
        assertThat(vitals.episode()).isNull();
        assertThat(vitals.since()).isEqualTo(at(10));
    }

    @Test
    void keepsTheEpisodeThroughWorseAndBetter() {
        fold(anomaly("a", "latency", 0.9, 0));
        Episode began = vitals.episode();
        fold(health("a", HealthStatus.DOWN, 1));
        assertThat(vitals.episode()).isEqualTo(began);
    }

    @Test
    void doesNotCloseANewerFiringByALateResolution() {
        fold(firing("a", "Errors", 0, 0));
        fold(resolved("a", "Errors", 0, 10));
        fold(firing("a", "Errors", 20, 20));
        assertThat(fold(resolved("a", "Errors", 0, 10))).isEqualTo(Reception.OUTDATED);
        assertThat(vitals.health()).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void doesNotOpenAnAlertWhoseResolutionOvertookIt() {
        fold(resolved("a", "Errors", 0, 10));
        assertThat(fold(firing("a", "Errors", 0, 0))).isEqualTo(Reception.STALE);
        assertThat(vitals.health()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void boundsWhatItKeeps() {
        for (int i = 0; i < 500; i++) {
            fold(firing("a", "Errors" + i, i, i));
            fold(anomaly("a", "metric" + i, 1, i));
        }
        for (int i = 0; i < 500; i++) {
            fold(resolved("a", "Errors" + i, i, 500 + i));
        }
        assertThat(vitals.alerts()).isEmpty();
        assertThat(vitals.anomalies()).hasSize(Vitals.MAX_OPEN);
        assertThat(vitals.closed()).hasSize(Vitals.MAX_OPEN);
        assertThat(vitals.reasons()).hasSize(10);
    }

    private Reception fold(SpecificRecord record) {
        Signal signal = Signal.of(record);
        Folded folded = HealthFold.fold(vitals, signal, signal.observedAt());
        vitals = folded.vitals();
        return folded.reception();
    }
}
