package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static io.recoverymesh.standalone.handler.Commands.run;
import static io.recoverymesh.standalone.handler.Commands.runStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HandlerLoopIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> performed = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final List<HandlerUnderTest> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        release.countDown();
        opened.forEach(HandlerUnderTest::close);
    }

    @Test
    void commitsTheStartBeforeTheEffectAndTellsTheEnd() {
        List<Object> seenFromWithin = new CopyOnWriteArrayList<>();
        HandlerUnderTest handler = open("start", 4, (invocation, context) -> {
            seenFromWithin.addAll(opened.getFirst().board.bodies(invocation.recoveryId()));
            return Outcome.success("{\"fence\":" + context.fence() + "}");
        });

        handler.board.send(run("r-1", "payments/payments-1", 7));

        awaitEnd(handler, "r-1");
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
        HandlerUnderTest handler = open("expired", 4, this::notes);
        Instant past = Instant.now().minusSeconds(1);

        handler.board.send(command("r-1", "payments", 1, runStep(past, past.plusSeconds(60))));
        handler.board.send(run("r-2", "orders", 2));

        awaitEnd(handler, "r-2");
        assertThat(handler.board.bodies("r-1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        AttemptFailed.class, end -> assertThat(end.getKind()).isEqualTo(FailureKind.REFUSED));
        assertThat(performed).containsExactly("r-2");
    }

    @Test
    void takesADuplicateOnce() {
        HandlerUnderTest handler = open("duplicate", 4, this::notes);

        for (int i = 0; i < 20; i++) {
            handler.board.send(run("r-1", "payments", 1));
        }
        handler.board.send(run("r-2", "payments", 2));

        awaitEnd(handler, "r-2");
        assertThat(performed).containsExactly("r-1", "r-2");
        assertThat(handler.board.bodies("r-1")).hasSize(2);
    }

    @Test
    void buriesWhatIsNoCommandWithItsBytesAndDoesTheNeighbours() {
        HandlerUnderTest handler = open("garbage", 4, this::notes);
        byte[] garbage = "{not avro}".getBytes(StandardCharsets.UTF_8);

        handler.board.send(run("r-1", "payments", 1));
        handler.board.sendRaw("team/payments", garbage);
        handler.board.sendRaw("team/payments", new byte[] {0, 0, 0, 0, 77, 1, 2});
        handler.board.sendRaw("team/payments", null);
        handler.board.send(run("r-2", "payments", 2));

        awaitEnd(handler, "r-2");
        assertThat(performed).containsExactly("r-1", "r-2");
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
    void endsACancelledAttemptAndProlongsOnesThatRun() {
        HandlerUnderTest handler = open("cancel", 4, this::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON)
                .until(() -> handler.board.bodies("r-1").stream().anyMatch(AttemptProgressed.class::isInstance));

        handler.board.send(command("r-1", "payments", 1, new CancelStep("an operator said so")));

        await().atMost(SOON).until(() -> handler.board.bodies("r-1").getLast() instanceof AttemptCancelled);
    }

    @Test
    void runsNoMoreAtOnceThanItMayAndAllInTheEnd() {
        HandlerUnderTest handler = open("full", 2, (invocation, context) -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            release.await(50, TimeUnit.MILLISECONDS);
            running.decrementAndGet();
            return notes(invocation, context);
        });

        for (int i = 0; i < 30; i++) {
            handler.board.send(run("r-" + i, "service-" + i, 1));
        }

        await().atMost(SOON).until(() -> handler.board.ends() == 30);
        assertThat(mostRunning).hasValue(2);
        assertThat(performed).doesNotHaveDuplicates().hasSize(30);
    }

    @Test
    void endsACancelledAttemptAlsoWhenItHasNoRoom() {
        HandlerUnderTest handler = open("crowded", 1, this::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> performed.contains("r-1"));

        handler.board.send(run("r-2", "payments", 2));
        handler.board.send(command("r-1", "payments", 1, new CancelStep("an operator said so")));

        await().atMost(SOON).until(() -> performed.contains("r-2"));
        assertThat(handler.board.bodies("r-1")).contains(new AttemptCancelled("an operator said so"));
    }

    @Test
    void startsAgainFromCommittedOffsetsWhenItsTransactionsAreFenced() {
        HandlerUnderTest handler = open("fenced", 4, this::notes);
        handler.board.send(run("r-1", "payments", 1));
        awaitEnd(handler, "r-1");

        fence(handler.board.topics.prefix() + "handler-h-1");
        handler.board.send(run("r-2", "payments", 2));

        awaitEnd(handler, "r-2");
        assertThat(performed).containsExactly("r-1", "r-2");
    }

    @Test
    void sharesItsCommandsWithInstancesThatComeAndGo() throws InterruptedException {
        HandlerUnderTest first = open("instances", 16, this::notes);
        for (int i = 0; i < 300; i++) {
            first.board.send(run("r-" + i, "service-" + i, 1));
            TimeUnit.MILLISECONDS.sleep(10);
            if (i == 100) {
                opened.add(new HandlerUnderTest(first.board, "h-2", 16, new Performed(this::notes)));
            } else if (i == 200) {
                first.current().close();
            }
        }

        await().atMost(SOON).until(() -> first.board.ends() == 300);
        assertThat(performed).doesNotHaveDuplicates().hasSize(300);
        assertThat(first.board.results().stream().map(record -> record.value().getInstance()))
                .contains("h-1", "h-2");
    }

    @Test
    void aCancellationReachesTheInstanceThatRunsTheAttemptAlsoWhenAnotherOwnsThePartitionNow() {
        HandlerUnderTest first = open("moved", 16, this::waits);
        for (int i = 0; i < 8; i++) {
            first.board.send(run("r-" + i, "service-" + i, 1));
        }
        await().atMost(SOON).until(() -> performed.size() == 8);
        HandlerUnderTest second = new HandlerUnderTest(first.board, "h-2", 16, new Performed(this::notes));
        opened.add(second);
        await().atMost(SOON).until(() -> {
            for (int i = 0; i < 8; i++) {
                first.board.send(run("later-" + performed.size() + "-" + i, "service-" + i, 2));
            }
            return first.board.results().stream()
                    .anyMatch(record -> record.value().getInstance().equals("h-2"));
        });

        for (int i = 0; i < 8; i++) {
            first.board.send(command("r-" + i, "service-" + i, 1, new CancelStep("an operator said so")));
        }

        for (int i = 0; i < 8; i++) {
            String recovery = "r-" + i;
            await().atMost(SOON).until(() -> first.board.bodies(recovery).getLast() instanceof AttemptCancelled);
        }
    }

    @Test
    void answersWhetherAnEffectTookPlace() {
        HandlerUnderTest handler = open("probe", 1, this::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> performed.contains("r-1"));

        handler.board.send(command(
                "r-2", "payments", 1, new ProbeStep("it", "{}", Instant.now().plusSeconds(20))));
        handler.board.send(command(
                "r-3", "payments", 1, new ProbeStep("no", "{}", Instant.now().plusSeconds(20))));

        await().atMost(SOON).until(() -> !handler.board.bodies("r-2").isEmpty());
        assertThat(handler.board.bodies("r-2"))
                .singleElement()
                .isInstanceOfSatisfying(ProbeAnswered.class, answer -> assertThat(answer.getEffect())
                        .isEqualTo(EffectState.NOT_KNOWN));
        await().atMost(SOON).until(() -> !handler.board.bodies("r-3").isEmpty());
        assertThat(handler.board.bodies("r-3"))
                .singleElement()
                .isInstanceOfSatisfying(ProbeAnswered.class, answer -> assertThat(answer.getReason())
                        .startsWith("Expected one of the actions [it]"));
    }

    @Test
    void stopsGracefullyTellsSoAndDoesNotRepeatAfterARestart() {
        HandlerUnderTest handler = open("stop", 4, this::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> performed.contains("r-1"));

        handler.restart();
        handler.board.send(run("r-2", "payments", 2));

        await().atMost(SOON).until(() -> performed.contains("r-2"));
        assertThat(performed).containsExactly("r-1", "r-2");
        assertThat(handler.board.bodies("r-1").getLast()).isInstanceOfSatisfying(AttemptFailed.class, end -> {
            assertThat(end.getKind()).isEqualTo(FailureKind.LEASE_LOST);
            assertThat(end.getRetryable()).isTrue();
        });
        List<HandlerAnnounced> announced =
                handler.board.read(handler.board.topics.handlers.name(), HandlerAnnounced.class).stream()
                        .map(ConsumerRecord::value)
                        .toList();
        assertThat(announced).extracting(HandlerAnnounced::getRunning).contains(true, false);
        assertThat(announced.getFirst().getActions())
                .extracting(HandlerAction::getName)
                .containsExactly("it");
        assertThat(handler.current().state().ready()).isTrue();
    }

    private HandlerUnderTest open(String name, int maxRunning, Performed.Performance performance) {
        HandlerUnderTest handler = new HandlerUnderTest(name, maxRunning, new Performed(performance));
        opened.add(handler);
        return handler;
    }

    private static void awaitEnd(HandlerUnderTest handler, String recovery) {
        await().atMost(SOON)
                .until(() -> handler.board.bodies(recovery).stream().anyMatch(AttemptSucceeded.class::isInstance));
    }

    private Outcome notes(Invocation invocation, Context context) {
        performed.add(invocation.recoveryId());
        return Outcome.success();
    }

    private Outcome waits(Invocation invocation, Context context) throws InterruptedException {
        performed.add(invocation.recoveryId());
        release.await();
        return Outcome.success();
    }

    private static void fence(String transactionalId) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                MeshInfrastructure.shared().bootstrapServers(),
                "transactional.id",
                transactionalId);
        try (var other = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
        }
    }
}
