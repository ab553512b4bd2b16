package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import io.recoverymesh.standalone.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process is killed: it is detected, restarted exactly once, and verified healthy. */
final class KilledProcess implements Act {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVICE = "orders";

    @Override
    public String title() {
        return "A process dies";
    }

    @Override
    public void play(Stage stage) throws Exception {
        MeshView view = stage.view("shop", SERVICE);
        Screen screen = stage.screen();
        int startsBefore = stage.services().files(SERVICE).starts();
        Instant killedAt = view.since();
        screen.line("kill -9 " + stage.services().kill(SERVICE) + "   (" + SERVICE + ")");
        Optional<JsonNode> flow = Patience.await(
                LIMIT, () -> view.flow(f -> f.path("state").asText().equals("closed")));
        screen.blank();
        flow.or(() -> view.flow(f -> true)).ifPresent(f -> screen.lines(Timeline.lines(f, screen)));
        int restarts = stage.services().files(SERVICE).starts() - startsBefore;
        check(stage.promises(), view, flow, killedAt, restarts);
    }

    private static void check(
            Promises promises, MeshView view, Optional<JsonNode> flow, Instant killedAt, int restarts) {
        Optional<Instant> detected = flow.flatMap(f -> Times.of(f.path("startedAt")));
        promises.check(
                "a killed process is detected",
                detected.isPresent(),
                detected.map(at -> Times.length(Duration.between(killedAt, at)) + " after the kill")
                        .orElse("no closed flow within " + LIMIT.toSeconds() + " s"));
        int admitted = view.verdicts("ADMITTED").size();
        promises.check(
                "it is restarted exactly once",
                admitted == 1 && restarts == 1,
                admitted + " recovery admitted, " + restarts + " restart counted by the service itself");
        String outcome = flow.map(f -> f.path("outcome").asText()).orElse("none");
        promises.check(
                "it is verified healthy",
                outcome.equals("RECOVERED")
                        && view.target().path("health").asText().equals("UP"),
                "outcome " + outcome + ", health "
                        + view.target().path("health").asText()
                        + flow.flatMap(f -> Times.of(f.path("endedAt")))
                                .map(at -> ", " + Times.length(Duration.between(killedAt, at)) + " after the kill")
                                .orElse(""));
    }
}
