package io.recoverymesh.handler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.sdk.NotRetryableException;
import io.recoverymesh.handler.sdk.RecoveryContext;
import io.recoverymesh.handler.sdk.RecoveryHandler;
import io.recoverymesh.handler.sdk.RecoveryProbe;
import io.recoverymesh.handler.sdk.RetryableException;
import io.recoverymesh.handler.testkit.TestRun.End;
import io.recoverymesh.schemas.Safety;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@SuppressWarnings("DoNotCallSuggester")
final class TestMeshTest {
    record Charge(int sum) {}

    record Charged(String booking) {}

    /** Logs each effect with its key, and can be asked. */
    static final class Bank {
        private final List<String> effects = new ArrayList<>();
        private int failures;
        private boolean diesBeforeTheEffect;

        @RecoveryHandler(action = "bank/charge", safety = Safety.PROBE)
        Charged charge(Charge charge, RecoveryContext context) {
            context.heartbeat("asking for " + charge.sum());
            if (charge.sum() < 0) {
                throw new NotRetryableException("Expected a sum above zero, but got " + charge.sum());
            }
            if (failures-- > 0) {
                throw new RetryableException("Expected the bank to be open, but it is closed");
            }
            if (diesBeforeTheEffect) {
                diesBeforeTheEffect = false;
                throw TestMesh.death();
            }
            effects.add(context.idempotencyKey() + "@" + context.fence());
            context.checkCancelled();
            return new Charged("b-" + effects.size());
        }

        @RecoveryProbe(action = "bank/charge")
        Probed wasCharged(RecoveryContext context) {
            return effects.stream().anyMatch(effect -> effect.startsWith(context.idempotencyKey() + "@"))
                    ? Probed.tookPlace("the booking is there", "{\"booking\":\"b-1\"}")
                    : Probed.didNotTakePlace("there is no booking");
        }

        @RecoveryHandler(action = "bank/wait")
        void waits() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @RecoveryHandler(action = "bank/assert")
        void asserts() {
            throw new AssertionError("token=abc123");
        }

        @RecoveryHandler(action = "bank/tell")
        Map<String, String> tells() {
            return Map.of("password", "hunter22");
        }

        @RecoveryHandler(action = "bank/break")
        void breaks() {
            throw new IllegalStateException("connection reset");
        }
    }

    private final Bank bank = new Bank();
    private final TestMesh mesh = TestMesh.of(bank);

    @Test
    void runsACommandAndShowsWhatWasPublished() {
        TestRun run = mesh.run("bank/charge", Map.of("sum", 7));
        assertThat(run.end()).isEqualTo(End.SUCCEEDED);
        assertThat(run.output()).isEqualTo("{\"booking\":\"b-1\"}");
        assertThat(run.progress()).containsExactly("asking for 7");
        assertThat(run.published())
                .extracting(result -> result.getBody().getClass().getSimpleName())
                .containsExactly("AttemptStarted", "AttemptSucceeded");
    }

    @Test
    void anErrorEndsTheAttemptAsUnknownAndNamesNoSecret() {
        TestRun run = mesh.run("bank/assert", Map.of());
        assertThat(run.end()).isEqualTo(End.UNKNOWN);
        assertThat(run.error()).endsWith("it threw java.lang.AssertionError: token=[redacted]");
    }

    @Test
    void anOutputHoldsNoSecretByName() {
        assertThat(mesh.run("bank/tell", Map.of()).output()).isEqualTo("{\"password\":\"[redacted]\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"BEFORE_START", "AFTER_START", "AFTER_EFFECT", "AFTER_RESULT"})
    void whatWasStartedIsNotDeliveredAgainToTheNextProcess(CrashPoint point) {
        TestRun run = mesh.step("bank/charge", Map.of("sum", 7))
                .crash(point)
                .deliveredTwice()
                .run();
        assertThat(run.end()).isEqualTo(End.SUCCEEDED);
        assertThat(bank.effects).hasSize(1);
    }

    @Test
    void theSameCommandTwiceIsOneEffect() {
        mesh.step("bank/charge", Map.of("sum", 7)).deliveredTwice().run();
        assertThat(bank.effects).hasSize(1);
    }

    @Test
    void badArgumentsAreRefusedBeforeAnyEffect() {
        TestRun run = mesh.run("bank/charge", Map.of("sum", "seven", "colour", "blue"));
        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.attempts()).isZero();
        assertThat(run.error()).contains("Expected 'sum' to fit the action's schema");
        assertThat(bank.effects).isEmpty();
    }

    @Test
    void retriesOnlyWhatSaysSo() {
        bank.failures = 2;
        assertThat(mesh.step("bank/charge", Map.of("sum", 7)).attempts(3).run().attempts())
                .isEqualTo(3);
        assertThat(mesh.step("bank/charge", Map.of("sum", -1)).attempts(3).run().attempts())
                .isEqualTo(1);
    }

    @Test
    void anExceptionThatSaysNothingLeavesTheEffectUnknown() {
        TestRun once = mesh.step("bank/break", Map.of()).attempts(3).run();
        assertThat(once.end()).isEqualTo(End.UNKNOWN);
        assertThat(once.attempts()).isEqualTo(1);
        assertThat(once.error()).contains("connection reset");
        TestRun idempotent = mesh.step("bank/break", Map.of())
                .safety(Safety.IDEMPOTENT)
                .attempts(2)
                .run();
        assertThat(idempotent.attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "IDEMPOTENT, BEFORE_START,  SUCCEEDED, 1, 1",
        "IDEMPOTENT, AFTER_START,   SUCCEEDED, 2, 1",
        "IDEMPOTENT, DURING_EFFECT, SUCCEEDED, 2, 1",
        "IDEMPOTENT, AFTER_EFFECT,  SUCCEEDED, 2, 2",
        "IDEMPOTENT, AFTER_RESULT,  SUCCEEDED, 1, 1",
        "PROBE,      BEFORE_START,  SUCCEEDED, 1, 1",
        "PROBE,      AFTER_START,   SUCCEEDED, 2, 1",
        "PROBE,      DURING_EFFECT, SUCCEEDED, 2, 1",
        "PROBE,      AFTER_EFFECT,  SUCCEEDED, 1, 1",
        "PROBE,      AFTER_RESULT,  SUCCEEDED, 1, 1",
        "ONCE,       BEFORE_START,  SUCCEEDED, 1, 1",
        "ONCE,       AFTER_START,   UNKNOWN,   1, 0",
        "ONCE,       DURING_EFFECT, UNKNOWN,   1, 0",
        "ONCE,       AFTER_EFFECT,  UNKNOWN,   1, 1",
        "ONCE,       AFTER_RESULT,  SUCCEEDED, 1, 1",
    })
    void crashesWhereItIsToldTo(Safety safety, CrashPoint point, End end, int attempts, int effects) {
        TestRun run = mesh.step("bank/charge", Map.of("sum", 7))
                .safety(safety)
                .crash(point)
                .run();
        assertThat(run.end()).isEqualTo(end);
        assertThat(run.attempts()).isEqualTo(attempts);
        assertThat(bank.effects).hasSize(effects);
        assertThat(bank.effects).allMatch(effect -> effect.startsWith("r-1/step@"));
        assertThat(bank.effects).as("each attempt has a fence of its own").doesNotHaveDuplicates();
    }

    @Test
    void aFakeMayKillTheHandlerAtAnyLine() {
        bank.diesBeforeTheEffect = true;
        TestRun run = mesh.run("bank/charge", Map.of("sum", 7));
        assertThat(run.end()).isEqualTo(End.SUCCEEDED);
        assertThat(run.story()).contains("the handler died during the effect");
        assertThat(bank.effects).hasSize(1);
    }

    @Test
    void aCrashThatNeverComesIsAMistakeOfTheTest() {
        assertThatThrownBy(() -> mesh.step("bank/break", Map.of())
                        .crash(CrashPoint.DURING_EFFECT)
                        .run())
                .hasMessageContaining("Throw TestMesh.death()");
    }

    @Test
    void cancelsAtAHeartbeat() {
        TestRun run =
                mesh.step("bank/charge", Map.of("sum", 7)).cancelAtHeartbeat(1).run();
        assertThat(run.end()).isEqualTo(End.CANCELLED);
    }

    @Test
    void interruptsAtTheDeadline() {
        TestRun run =
                mesh.step("bank/wait", Map.of()).timeout(Duration.ofMillis(100)).run();
        assertThat(run.end()).isEqualTo(End.UNKNOWN);
        assertThat(run.error()).contains("Expected the action to end before");
    }

    @Test
    void namesTheHandlersThatThereAre() {
        assertThatThrownBy(() -> mesh.run("shop/charge", Map.of()))
                .hasMessageContaining("[bank], but got 'shop/charge'");
    }
}
