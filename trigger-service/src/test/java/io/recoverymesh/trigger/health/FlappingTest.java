package io.recoverymesh.trigger.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.Sent;
import io.recoverymesh.trigger.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlappingTest {
    private Vitals vitals = Vitals.UNKNOWN;
    private int second;

    @Test
    void beginsWithEveryFifthObservationAChange() {
        observe(HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP, HealthStatus.DOWN);
        assertThat(vitals.flapping().on()).isFalse();
        observe(HealthStatus.UP);
        assertThat(vitals.flapping().on()).isTrue();
        assertThat(vitals.reasons()).anySatisfy(reason -> assertThat(reason).contains("4 changes"));
    }

    @Test
    void endsWhenHardlyAnyOfTheLastObservationsChanged() {
        observe(HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP);
        for (int i = 0; i < 18; i++) {
            observe(HealthStatus.UP);
            assertThat(vitals.flapping().on()).as("after %s more", i + 1).isTrue();
        }
        observe(HealthStatus.UP);
        assertThat(vitals.flapping().on()).isFalse();
        observe(HealthStatus.UP);
        assertThat(vitals.flapping()).as("a steady target needs no memory").isEqualTo(Flapping.NONE);
    }

    @Test
    void endsByTimeWhereNothingIsObservedAnyMore() {
        observe(HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP, HealthStatus.DOWN, HealthStatus.UP);
        Instant end = Objects.requireNonNull(HealthFold.nextChange(vitals));
        assertThat(end).isEqualTo(Sent.at(40).plus(Flapping.REMEMBERED));
        assertThat(HealthFold.steadied(vitals, end.minusMillis(1))).isEqualTo(vitals);
        assertThat(HealthFold.steadied(vitals, end).flapping().on()).isFalse();
    }

    @Test
    void changesOfDifferentHoursAreNoFlapping() {
        for (int i = 0; i < 20; i++) {
            observe(i % 2 == 0 ? HealthStatus.UP : HealthStatus.DOWN);
            second += (int) Duration.ofMinutes(25).toSeconds();
        }
        assertThat(vitals.flapping().on()).isFalse();
    }

    @Test
    void aTargetThatFailsTwiceInAnHourIsNoFlapping() {
        for (int i = 0; i < 3; i++) {
            observe(HealthStatus.UP, HealthStatus.DOWN);
            second += (int) Duration.ofMinutes(20).toSeconds();
        }
        assertThat(vitals.flapping().on()).isFalse();
    }

    @Test
    void aSteadyTargetIsNotWritten() {
        observe(HealthStatus.UP);
        Vitals before = vitals;
        second++;
        vitals = HealthFold.fold(vitals, Signal.of(Sent.firing("orders", "Errors", 11, 11)), Sent.at(11))
                .vitals();
        Vitals open = vitals;
        for (int i = 12; i < 100; i++) {
            vitals = HealthFold.fold(vitals, Signal.of(Sent.firing("orders", "Errors", 11, i)), Sent.at(i))
                    .vitals();
        }
        assertThat(before.flapping()).isEqualTo(Flapping.NONE);
        assertThat(open.flapping().changes()).hasSize(1);
        assertThat(vitals.flapping()).isEqualTo(Flapping.NONE);
    }

    @Test
    void theSameReportAgainIsNoObservation() {
        observe(HealthStatus.UP, HealthStatus.DOWN);
        Vitals once = vitals;
        second -= 10;
        observe(HealthStatus.DOWN);
        assertThat(vitals).isEqualTo(once);
    }

    private void observe(HealthStatus... statuses) {
        for (HealthStatus status : statuses) {
            second += 10;
            vitals = HealthFold.fold(vitals, Signal.of(Sent.health("orders", status, second)), Sent.at(second))
                    .vitals();
        }
    }
}
