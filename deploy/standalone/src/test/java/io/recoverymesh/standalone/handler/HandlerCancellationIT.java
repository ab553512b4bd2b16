package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static io.recoverymesh.standalone.handler.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancellations and questions reach an attempt wherever it runs, also when there is no room. */
@Timeout(120)
class HandlerCancellationIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final HandlersUnderTest handlers = new HandlersUnderTest();

    @Test
    void endsACancelledAttemptAndProlongsOnesThatRun() {
        HandlerUnderTest handler = handlers.open("cancel", 4, handlers::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON)
                .until(() -> handler.board.bodies("r-1").stream().anyMatch(AttemptProgressed.class::isInstance));

        handler.board.send(command("r-1", "payments", 1, new CancelStep("an operator said so")));

        await().atMost(SOON).until(() -> handler.board.bodies("r-1").getLast() instanceof AttemptCancelled);
    }

    @Test
    void endsACancelledAttemptAlsoWhenItHasNoRoom() {
        HandlerUnderTest handler = handlers.open("crowded", 1, handlers::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> handlers.performed().contains("r-1"));

        handler.board.send(run("r-2", "payments", 2));
        handler.board.send(command("r-1", "payments", 1, new CancelStep("an operator said so")));

        await().atMost(SOON).until(() -> handlers.performed().contains("r-2"));
        assertThat(handler.board.bodies("r-1")).contains(new AttemptCancelled("an operator said so"));
    }

    @Test
    void aCancellationReachesTheInstanceThatRunsTheAttemptAlsoWhenAnotherOwnsThePartitionNow() {
        HandlerUnderTest first = handlers.open("moved", 16, handlers::waits);
        for (int i = 0; i < 8; i++) {
            first.board.send(run("r-" + i, "service-" + i, 1));
        }
        await().atMost(SOON).until(() -> handlers.performed().size() == 8);
        HandlerUnderTest second = new HandlerUnderTest(first.board, "h-2", 16, new Performed(handlers::notes));
        handlers.add(second);
        await().atMost(SOON).until(() -> {
            for (int i = 0; i < 8; i++) {
                first.board.send(run("later-" + handlers.performed().size() + "-" + i, "service-" + i, 2));
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
        HandlerUnderTest handler = handlers.open("probe", 1, handlers::waits);
        handler.board.send(run("r-1", "payments", 1));
        await().atMost(SOON).until(() -> handlers.performed().contains("r-1"));

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
}
