package io.recoverymesh.handler.protocol;

import static io.recoverymesh.handler.protocol.Commands.HANDLER;
import static io.recoverymesh.handler.protocol.Commands.NOW;
import static io.recoverymesh.handler.protocol.Commands.cancel;
import static io.recoverymesh.handler.protocol.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SittingTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Ledger ledger = new Ledger(100);

    @Test
    void acceptsAFreshCommand() {
        Decision decision = sitting(1).decide(HANDLER, run("r-1", 1, 7), NOW);

        assertThat(decision).isInstanceOfSatisfying(Decision.Accept.class, accept -> {
            assertThat(accept.handler()).isEqualTo("exec");
            assertThat(accept.lease()).isEqualTo(new Lease(Duration.ofSeconds(30), HEARTBEAT));
        });
    }

    @Test
    void refusesWhatHasExpiredEvenByOneMilli() {
        StepCommand command = run("restart", "{}", LATER, NOW, 30_000);

        assertThat(sitting(1).decide(HANDLER, command, NOW)).isInstanceOf(Decision.Accept.class);
        assertRefused(command, NOW.plusMillis(1), Refusal.EXPIRED, "the decision has expired");
    }

    @Test
    void refusesWhatWouldAlreadyHaveTimedOut() {
        assertRefused(run("restart", "{}", NOW, LATER, 30_000), NOW, Refusal.OVERDUE, "deadline");
    }

    @Test
    void refusesAnUnknownActionAndNamesThoseItKnows() {
        assertRefused(
                run("reboot", "{}", LATER, LATER, 30_000),
                NOW,
                Refusal.UNKNOWN_ACTION,
                "[restart] of handler 'exec', but got 'reboot'");
    }

    @Test
    void asksAnActionEvenWithoutRoomAndWhateverItTook() {
        StepCommand question = Commands.probe("restart", "{}");

        assertThat(sitting(0).decide(HANDLER, question, NOW)).isInstanceOf(Decision.Ask.class);
        assertThat(sitting(0).decide(HANDLER, question, NOW.plusSeconds(3))).isInstanceOf(Decision.Ignore.class);
    }

    @Test
    void cannotTellWhatAnActionItDoesNotHaveDid() throws Exception {
        assertThat(answer(Commands.probe("reboot", "{}")).reason())
                .startsWith("Expected one of the actions [restart] of handler 'exec', but got 'reboot'");
        assertThat(answer(Commands.probe("restart", "[]")).effect()).isEqualTo(EffectState.NOT_KNOWN);
    }

    private Probed answer(StepCommand question) throws Exception {
        Decision.Ask ask = (Decision.Ask) sitting(0).decide(HANDLER, question, NOW);
        return ask.action().probe(ask.invocation(), new Asked(ask));
    }

    private record Asked(Decision.Ask ask) implements Context {
        @Override
        public String idempotencyKey() {
            return ask.command().getIdempotencyKey();
        }

        @Override
        public int attempt() {
            return ask.command().getAttempt();
        }

        @Override
        public long fence() {
            return ask.command().getFence();
        }

        @Override
        public Instant deadline() {
            return ask.probe().getAnswerBy();
        }

        @Override
        public void heartbeat(String progress) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    @Test
    void refusesArgumentsThatAreNoObjectOrThatTheActionObjectsTo() {
        assertRefused(run("restart", "[1]", LATER, LATER, 30_000), NOW, Refusal.BAD_ARGUMENTS, "JSON object");
        assertRefused(
                run("restart", "{\"a\":1,\"a\":2}", LATER, LATER, 30_000), NOW, Refusal.BAD_ARGUMENTS, "Duplicate");
        assertRefused(
                run("restart", "[".repeat(10_000), LATER, LATER, 30_000), NOW, Refusal.BAD_ARGUMENTS, "JSON object");
        assertRefused(run("restart", "{\"wrong\":1}", LATER, LATER, 30_000), NOW, Refusal.BAD_ARGUMENTS, "'wrong'");
    }

    @Test
    void refusesALeaseThatIsNone() {
        assertRefused(run("restart", "{}", LATER, LATER, 0), NOW, Refusal.MALFORMED, "leaseMs 0");
    }

    @Test
    void refusesATargetThatIsNoName() {
        StepCommand command =
                StepCommand.newBuilder(run("r-1", 1, 1)).setTarget("pay ments").build();

        assertRefused(command, NOW, Refusal.MALFORMED, "'pay ments'");
    }

    @Test
    void refusesAnOlderFenceOfTheSameTarget() {
        Sitting first = sitting(2);
        first.decide(HANDLER, run("r-2", 1, 8), NOW);
        assertThat(first.decide(HANDLER, run("r-1", 1, 7), NOW)).isInstanceOf(Decision.Refuse.class);
        first.commit();

        assertRefused(run("r-1", 1, 7), NOW, Refusal.FENCED, "at least 8 for payments, but got 7");
    }

    @Test
    void keepsFencesApartByHandlerAsTheirTopicsHaveNoCommonOrder() {
        Sitting sitting = sitting(2);
        sitting.decide(HANDLER, run("r-2", 1, 8), NOW);

        Handler other = new Handler("other", Map.copyOf(HANDLER.actions()));
        assertThat(sitting.decide(other, run("r-1", 1, 7), NOW)).isInstanceOf(Decision.Accept.class);
    }

    @Test
    void ignoresADuplicateWithinAndAcrossTransactions() {
        Sitting first = sitting(5);
        first.decide(HANDLER, run("r-1", 1, 7), NOW);
        assertThat(first.decide(HANDLER, run("r-1", 1, 7), NOW)).isInstanceOf(Decision.Ignore.class);
        first.commit();

        assertThat(sitting(5).decide(HANDLER, run("r-1", 1, 7), NOW)).isInstanceOf(Decision.Ignore.class);
    }

    @Test
    void takesACommandAgainWhoseTransactionDidNotCommit() {
        sitting(1).decide(HANDLER, run("r-1", 1, 7), NOW);

        assertThat(sitting(1).decide(HANDLER, run("r-1", 1, 7), NOW)).isInstanceOf(Decision.Accept.class);
    }

    @Test
    void leavesWhatItHasNoRoomForButStillRefuses() {
        Sitting sitting = sitting(1);
        sitting.decide(HANDLER, run("r-1", 1, 7), NOW);

        assertThat(sitting.decide(HANDLER, run("r-2", 1, 8), NOW)).isInstanceOf(Decision.Wait.class);
        assertThat(sitting.decide(HANDLER, run("reboot", "{}", LATER, LATER, 30_000), NOW))
                .isInstanceOf(Decision.Ignore.class);
    }

    @Test
    void cancelsWhatItTookAndNothingElse() {
        Sitting sitting = sitting(1);
        sitting.decide(HANDLER, run("r-1", 1, 7), NOW);

        assertThat(sitting.decide(HANDLER, cancel("r-1", 1, 7), NOW))
                .isEqualTo(new Decision.Cancel(new AttemptKey("r-1", "restart", 1), "an operator said so"));
        assertThat(sitting.decide(HANDLER, cancel("r-1", 2, 7), NOW)).isInstanceOf(Decision.Ignore.class);
    }

    @Test
    void forgetsTheOldestBeyondItsLimit() {
        Ledger small = new Ledger(1);
        for (int recovery = 1; recovery <= 2; recovery++) {
            Sitting sitting = new Sitting(small, HEARTBEAT, 1);
            sitting.decide(HANDLER, run("r-" + recovery, 1, 7), NOW);
            sitting.commit();
        }

        assertThat(small.knows(new AttemptKey("r-1", "restart", 1))).isFalse();
        assertThat(small.knows(new AttemptKey("r-2", "restart", 1))).isTrue();
        assertThatThrownBy(() -> new Ledger(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRefused(StepCommand command, Instant now, Refusal reason, String error) {
        assertThat(sitting(1).decide(HANDLER, command, now)).isInstanceOfSatisfying(Decision.Refuse.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.error()).startsWith("Expected ").contains(error);
        });
    }

    private Sitting sitting(int room) {
        return new Sitting(ledger, HEARTBEAT, room);
    }
}
