package io.recoverymesh.correlation.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.correlation.breaker.Breaker.ClosedBreaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerEvolutionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final GuardSettings.Breaker SETTINGS = GuardSettings.DEFAULTS.breaker();

    @Test
    void opensAtThreeOutcomesOfWhichHalfFailed() {
        Breaker breaker = after(true, false);
        assertThat(outcome(breaker, false)).isNull();
        BreakerChanged move = outcome(after(false, true), true);
        assertThat(move).isNotNull();
        assertThat(move.getTo()).isEqualTo(BreakerState.OPEN);
        assertThat(move.getUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(move.getReason()).isEqualTo("Expected fewer than 50 % of the last 3 recoveries to fail, but 2 did");
    }

    @Test
    void needsThreeOutcomes() {
        assertThat(outcome(after(true), true)).isNull();
    }

    @Test
    void staysClosedBelowHalf() {
        assertThat(outcome(after(false, false), true)).isNull();
    }

    @Test
    void looksAtTheLastTenOnly() {
        Breaker breaker = Breaker.NEW;
        for (int i = 0; i < 20; i++) {
            breaker = BreakerEvolution.count(breaker, i < 10, 10);
        }
        assertThat(((ClosedBreaker) breaker).outcomes().failed()).hasSize(10).containsOnly(false);
    }

    @Test
    void staysOpenTwiceAsLongEachTimeUpToAnHour() {
        assertThat(BreakerEvolution.openTime(SETTINGS, 1)).isEqualTo(Duration.ofMinutes(10));
        assertThat(BreakerEvolution.openTime(SETTINGS, 2)).isEqualTo(Duration.ofMinutes(20));
        assertThat(BreakerEvolution.openTime(SETTINGS, 3)).isEqualTo(Duration.ofMinutes(40));
        assertThat(BreakerEvolution.openTime(SETTINGS, 4)).isEqualTo(Duration.ofMinutes(60));
        assertThat(BreakerEvolution.openTime(SETTINGS, 1_000)).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void closesWhenItsProbeSucceeds() {
        BreakerChanged move = outcome(new HalfOpenBreaker(2, "r-1"), false);
        assertThat(move).isNotNull();
        assertThat(BreakerEvolution.apply(new HalfOpenBreaker(2, "r-1"), move)).isEqualTo(Breaker.NEW);
    }

    @Test
    void opensForLongerWhenItsProbeFails() {
        BreakerChanged move = outcome(new HalfOpenBreaker(1, "r-1"), true);
        assertThat(move).isNotNull();
        assertThat(BreakerEvolution.apply(new HalfOpenBreaker(1, "r-1"), move))
                .isEqualTo(new OpenBreaker(
                        NOW.plus(Duration.ofMinutes(20)), 2, "Expected the probe r-1 to succeed, but it failed"));
    }

    @Test
    void listensToNobodyButItsProbe() {
        assertThat(outcome(new HalfOpenBreaker(1, "r-other"), true)).isNull();
        assertThat(outcome(new HalfOpenBreaker(1, null), true)).isNull();
    }

    @Test
    void listensToNobodyWhileItIsOpen() {
        assertThat(outcome(new OpenBreaker(NOW, 1, "because"), true)).isNull();
    }

    @Test
    void aMoveThatIsNotListedIsABug() {
        BreakerChanged move =
                BreakerEvolution.move(BreakerState.CLOSED, BreakerState.HALF_OPEN, "payments", "restart", "because");
        assertThatThrownBy(() -> BreakerEvolution.apply(Breaker.NEW, move))
                .hasMessageStartingWith("Expected a breaker move from CLOSED to one of ");
    }

    private static Breaker after(boolean... failures) {
        Breaker breaker = Breaker.NEW;
        for (boolean failure : failures) {
            breaker = BreakerEvolution.count(breaker, failure, SETTINGS.window());
        }
        return breaker;
    }

    private static @Nullable BreakerChanged outcome(Breaker breaker, boolean failure) {
        return BreakerEvolution.onOutcome(breaker, SETTINGS, "payments", "restart", failure, "r-1", NOW);
    }
}
