package io.recoverymesh.handler.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EndingTest {
    private static final Duration TOOK = Duration.ofMillis(42);
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Outcome FAILED = Outcome.failure(FailureKind.FAILED, "Expected 0, but got 1", true);

    @Test
    void tellsAnEffectThatTookPlaceEvenWhenItWasToBeStopped() {
        assertThat(Ending.of(new Stop.Cancelled("no"), Outcome.success("{}"), Safety.ONCE, TOOK))
                .isEqualTo(new AttemptSucceeded("{}", 42L));
    }

    @Test
    void tellsAFailureAsTheActionTellsIt() {
        assertThat(Ending.of(null, FAILED, Safety.ONCE, TOOK))
                .isEqualTo(new AttemptFailed(FailureKind.FAILED, "Expected 0, but got 1", true, 42L));
    }

    @Test
    void tellsACancellationWithItsReason() {
        assertThat(Ending.of(new Stop.Cancelled("an operator said so"), FAILED, Safety.ONCE, TOOK))
                .isEqualTo(new AttemptCancelled("an operator said so"));
    }

    @ParameterizedTest
    @EnumSource(Safety.class)
    void offersAnotherTryAfterAStopUnlessTheStepMayRunOnlyOnce(Safety safety) {
        assertFailed(Ending.of(new Stop.DeadlinePassed(THEN), FAILED, safety, TOOK), FailureKind.TIMED_OUT, safety);
        assertFailed(Ending.of(new Stop.LeaseLost(THEN), FAILED, safety, TOOK), FailureKind.LEASE_LOST, safety);
        assertFailed(Ending.of(new Stop.HandlerStopping(), FAILED, safety, TOOK), FailureKind.LEASE_LOST, safety);
    }

    @Test
    void keepsResultsBelowTheBrokersLimit() {
        Outcome huge = Outcome.success("\"" + "x".repeat(2_000_000) + "\"");
        Outcome long_ = Outcome.failure(FailureKind.FAILED, "x".repeat(2_000_000), false);

        assertThat(Ending.of(null, huge, Safety.ONCE, TOOK))
                .isInstanceOfSatisfying(AttemptSucceeded.class, s -> assertThat(s.getOutput())
                        .startsWith("{\"dropped\":")
                        .hasSizeLessThan(200));
        assertThat(Ending.of(null, long_, Safety.ONCE, TOOK))
                .isInstanceOfSatisfying(
                        AttemptFailed.class, f -> assertThat(f.getError()).hasSizeLessThan(9_000));
    }

    private static void assertFailed(Object ending, FailureKind kind, Safety safety) {
        assertThat(ending).isInstanceOfSatisfying(AttemptFailed.class, failed -> {
            assertThat(failed.getKind()).isEqualTo(kind);
            assertThat(failed.getError()).startsWith("Expected ");
            assertThat(failed.getRetryable()).isEqualTo(safety != Safety.ONCE);
        });
    }
}
