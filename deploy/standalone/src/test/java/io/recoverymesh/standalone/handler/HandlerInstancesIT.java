package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that come, go, restart and are fenced lose no command and repeat none. */
@Timeout(120)
class HandlerInstancesIT {
    /** Commands that may wait, so that some are under way whenever an instance comes or goes. */
    private static final int AHEAD = 8;

    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final HandlersUnderTest handlers = new HandlersUnderTest();

    @Test
    void startsAgainFromCommittedOffsetsWhenItsTransactionsAreFenced() {
        HandlerUnderTest handler = handlers.open("fenced", 4, handlers::notes);
        handler.board.send(run("r-1", "payments", 1));
        handler.awaitEnd("r-1");

        fence(handler.board.topics.prefix() + "handler-h-1");
        handler.board.send(run("r-2", "payments", 2));

        handler.awaitEnd("r-2");
        assertThat(handlers.performed()).containsExactly("r-1", "r-2");
    }

    @Test
    void sharesItsCommandsWithInstancesThatComeAndGo() {
        HandlerUnderTest first = handlers.open("instances", 16, handlers::notes);
        for (int i = 0; i < 300; i++) {
            first.board.send(run("r-" + i, "service-" + i, 1));
            int sent = i;
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> handlers.performed().size() > sent - AHEAD);
            if (i == 100) {
                handlers.add(new HandlerUnderTest(first.board, "h-2", 16, new Performed(handlers::notes)));
            } else if (i == 200) {
                first.current().close();
            }
        }

        await().atMost(SOON).until(() -> first.board.ends() == 300);
        assertThat(handlers.performed()).doesNotHaveDuplicates().hasSize(300);
        assertThat(first.board.results().stream().map(record -> record.value().getInstance()))
                .contains("h-1", "h-2");
    }

    @Test
    void stopsGracefullyTellsSoAndDoesNotRepeatAfterARestart() {
        HandlerUnderTest handler = handlers.open("stop", 4, handlers::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> handlers.performed().contains("r-1"));

        handler.restart();
        handler.board.send(run("r-2", "payments", 2));

        await().atMost(SOON).until(() -> handlers.performed().contains("r-2"));
        assertThat(handlers.performed()).containsExactly("r-1", "r-2");
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
