package io.recoverymesh.correlation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.GuardSettings.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Limit TWO_A_MINUTE = new Limit(2, Duration.ofMinutes(1));

    @Test
    void countsWhatLiesInTheWindowThatEndsNow() {
        Admissions admissions = at(0, 30);
        assertThat(admissions.within(TWO_A_MINUTE, NOW.plusSeconds(30))).isEqualTo(2);
        assertThat(admissions.within(TWO_A_MINUTE, NOW.plusSeconds(60).minusMillis(1)))
                .isEqualTo(2);
        assertThat(admissions.within(TWO_A_MINUTE, NOW.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void saysWhenThereIsRoomAgain() {
        assertThat(at(0).fullUntil(TWO_A_MINUTE, NOW.plusSeconds(1))).isNull();
        assertThat(at(0, 30).fullUntil(TWO_A_MINUTE, NOW.plusSeconds(31))).isEqualTo(NOW.plusSeconds(60));
        assertThat(at(0, 30).fullUntil(TWO_A_MINUTE, NOW.plusSeconds(60))).isNull();
    }

    @Test
    void staysInOrderWhenTheClockStepsBack() {
        assertThat(at(10, 5).times()).isSorted();
    }

    @Test
    void forgetsTheOldestBeyondItsBound() {
        Admissions admissions = Admissions.NONE;
        for (int i = 0; i < 1_000; i++) {
            admissions = admissions.plus(NOW.plusSeconds(i), List.of(TWO_A_MINUTE));
        }
        assertThat(admissions.times()).hasSize(64);
    }

    @Test
    void keepsWhatTheWidestLimitEverAskedAboutNeeds() {
        Admissions admissions = Admissions.NONE.plus(NOW, List.of(new Limit(500, Duration.ofMinutes(5))));
        for (int i = 1; i < 1_000; i++) {
            admissions = admissions.plus(NOW.plusSeconds(i), List.of(TWO_A_MINUTE));
        }
        assertThat(admissions.times()).hasSize(300);
    }

    private static Admissions at(int... seconds) {
        Admissions admissions = Admissions.NONE;
        for (int second : seconds) {
            admissions = admissions.plus(NOW.plusSeconds(second), List.of(TWO_A_MINUTE));
        }
        return admissions;
    }
}
