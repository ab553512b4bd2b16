package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static io.recoverymesh.standalone.handler.Commands.run;
import static io.recoverymesh.standalone.handler.Commands.runStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.StepResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a command: started in its transaction, refused, taken once, or buried; never more at once than may be. */
@Timeout(120)
class HandlerLoopIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final HandlersUnderTest handlers = new HandlersUnderTest();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    @Test
    void commitsTheStartBeforeTheEffectAndTellsTheEnd() {
        List<Object> seenFromWithin = new CopyOnWriteArrayList<>();
        HandlerUnderTest handler = handlers.open("start", 4, (invocation, context) -> {
            seenFromWithin.addAll(handlers.first().board.bodies(invocation.recoveryId()));
            return Outcome.success("{\"fence\":" + context.fence() + "}");
        });

        handler.board.send(run("r-1", "payments/payments-1", 7));

        handler.awaitEnd("r-1");
        assertThat(seenFromWithin).singleElement().isInstanceOf(AttemptStarted.class);
        assertThat(handler.board.bodies("r-1").getLast())
                .isInstanceOfSatisfying(AttemptSucceeded.class, end -> assertThat(end.getOutput())
                        .isEqualTo("{\"fence\":7}"));
        ConsumerRecord<byte[], StepResult> record = handler.board.results().getLast();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("team/payments/payments-1");
        assertThat(record.partition()).isEqualTo(Partitions.of(TopicKey.GROUP_TARGET, "team/x", 4));
        assertThat(RecordHeaders.text(record.headers(), "ce_type")).isEqualTo("AttemptSucceeded");
        assertThat(RecordHeaders.text(record.headers(), "correlationid")).isEqualTo("f-1");
        assertThat(RecordHeaders.text(record.headers(), "causationid")).isEqualTo("c-r-1");
    }

    @Test
    void refusesWhatHasExpiredWithoutAnEffect() {
        HandlerUnderTest handler = handlers.open("expired", 4, handlers::notes);
        Instant past = Instant.now().minusSeconds(1);

        handler.board.send(command("r-1", "payments", 1, runStep(past, past.plusSeconds(60))));
        handler.board.send(run("r-2", "orders", 2));

        handler.awaitEnd("r-2");
        assertThat(handler.board.bodies("r-1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        AttemptFailed.class, end -> assertThat(end.getKind()).isEqualTo(FailureKind.REFUSED));
        assertThat(handlers.performed()).containsExactly("r-2");
    }

    @Test
    void takesADuplicateOnce() {
        HandlerUnderTest handler = handlers.open("duplicate", 4, handlers::notes);

        for (int i = 0; i < 20; i++) {
            handler.board.send(run("r-1", "payments", 1));
        }
        handler.board.send(run("r-2", "payments", 2));

        handler.awaitEnd("r-2");
        assertThat(handlers.performed()).containsExactly("r-1", "r-2");
        assertThat(handler.board.bodies("r-1")).hasSize(2);
    }

    @Test
    void buriesWhatIsNoCommandWithItsBytesAndDoesTheNeighbours() {
        HandlerUnderTest handler = handlers.open("garbage", 4, handlers::notes);
        byte[] garbage = "{not avro}".getBytes(StandardCharsets.UTF_8);

        handler.board.send(run("r-1", "payments", 1));
        handler.board.sendRaw("team/payments", garbage);
        handler.board.sendRaw("team/payments", new byte[] {0, 0, 0, 0, 77, 1, 2});
        handler.board.sendRaw("team/payments", null);
        handler.board.send(run("r-2", "payments", 2));

        handler.awaitEnd("r-2");
        assertThat(handlers.performed()).containsExactly("r-1", "r-2");
        List<ConsumerRecord<byte[], byte[]>> letters =
                handler.board.readRaw(handler.board.topics.commands("exec").deadLetters());
        assertThat(letters).hasSize(3);
        ConsumerRecord<byte[], byte[]> letter = letters.getFirst();
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.reason"))
                .startsWith("Expected ");
        assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.exception"))
                .endsWith("UndecodableRecordException");
        assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.topic"))
                .isEqualTo(handler.board.topics.commands("exec").name());
        assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.offset"))
                .isEqualTo("1");
    }

    @Test
    void runsNoMoreAtOnceThanItMayAndAllInTheEnd() {
        HandlerUnderTest handler = handlers.open("full", 2, (invocation, context) -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            handlers.release().await(50, TimeUnit.MILLISECONDS);
            running.decrementAndGet();
            return handlers.notes(invocation, context);
        });

        for (int i = 0; i < 30; i++) {
            handler.board.send(run("r-" + i, "service-" + i, 1));
        }

        await().atMost(SOON).until(() -> handler.board.ends() == 30);
        assertThat(mostRunning).hasValue(2);
        assertThat(handlers.performed()).doesNotHaveDuplicates().hasSize(30);
    }
}
