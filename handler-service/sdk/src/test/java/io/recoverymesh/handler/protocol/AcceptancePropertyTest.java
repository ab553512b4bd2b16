package io.recoverymesh.handler.protocol;

import static io.recoverymesh.handler.protocol.Commands.HANDLER;
import static io.recoverymesh.handler.protocol.Commands.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, duplicated, reordered, or in transactions that do not commit. */
final class AcceptancePropertyTest {
    private static final int ROOM = 5;

    record Transaction(List<StepCommand> commands, boolean commits) {}

    @Property(tries = 500)
    void acceptsEachAttemptAtMostOnceAndFencesNeverGoBack(@ForAll("transactions") List<Transaction> transactions) {
        Ledger ledger = new Ledger(10_000);
        Set<AttemptKey> taken = new HashSet<>();
        long newest = Long.MIN_VALUE;
        for (Transaction transaction : transactions) {
            Sitting sitting = new Sitting(ledger, Duration.ofSeconds(10), ROOM);
            List<StepCommand> accepted = accepted(sitting, transaction);
            assertThat(accepted).hasSizeLessThanOrEqualTo(ROOM);
            if (!transaction.commits()) {
                continue;
            }
            sitting.commit();
            for (StepCommand command : accepted) {
                assertThat(taken.add(AttemptKey.of(command)))
                        .as("%s is new", command)
                        .isTrue();
                assertThat(command.getFence()).isGreaterThanOrEqualTo(newest);
                newest = command.getFence();
            }
        }
    }

    @Property(tries = 300)
    void anAbortedTransactionLeavesNoTrace(@ForAll("transactions") List<Transaction> transactions) {
        Ledger withAborts = new Ledger(10_000);
        Ledger without = new Ledger(10_000);
        for (Transaction transaction : transactions) {
            Sitting sitting = new Sitting(withAborts, Duration.ofSeconds(10), ROOM);
            List<StepCommand> accepted = accepted(sitting, transaction);
            if (transaction.commits()) {
                sitting.commit();
                Sitting same = new Sitting(without, Duration.ofSeconds(10), ROOM);
                assertThat(accepted(same, transaction)).isEqualTo(accepted);
                same.commit();
            }
        }
    }

    private static List<StepCommand> accepted(Sitting sitting, Transaction transaction) {
        List<StepCommand> accepted = new ArrayList<>();
        for (StepCommand command : transaction.commands()) {
            switch (sitting.decide(HANDLER, command, NOW)) {
                case Decision.Accept accept -> accepted.add(accept.command());
                case Decision.Wait waits -> {
                    return accepted;
                }
                case Decision.Refuse refused -> {}
                case Decision.Ignore ignored -> {}
                case Decision.Ask asked -> {}
                case Decision.Cancel cancelled -> {}
            }
        }
        return accepted;
    }

    @Provide
    Arbitrary<List<Transaction>> transactions() {
        Arbitrary<StepCommand> command = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.of(true, true, true, false))
                .as((recovery, attempt, fence, run) -> run
                        ? Commands.run("r-" + recovery, attempt, fence)
                        : Commands.cancel("r-" + recovery, attempt, fence));
        return Combinators.combine(command.list().ofMaxSize(10), Arbitraries.of(true, true, false))
                .as(Transaction::new)
                .list()
                .ofMaxSize(12);
    }
}
