package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An alert of an hour ago is replayed: it expires, and nothing runs. */
final class StaleAlert implements Act {
    private static final Duration OLD = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "An alert of an hour ago is replayed";
    }

    @Override
    public void play(Stage stage) throws Exception {
        MeshView view = stage.view(RepeatedAlert.GROUP, RepeatedAlert.SERVICE);
        Screen screen = stage.screen();
        int resetsBefore = stage.services().files(RepeatedAlert.SERVICE).resets();
        Instant then = view.since().minus(OLD);
        ObjectNode signal = (ObjectNode)
                JsonMapper.builder().build().readTree(stage.examples().signal("old-checkout-errors.json"));
        signal.put("observedAt", then.toString()).put("startsAt", then.toString());
        stage.client().post("/api/v1/signals", signal);
        screen.line("an alert that was observed at " + screen.times().clockTime(then) + " is sent again");
        Optional<JsonNode> flow =
                Patience.await(LIMIT, () -> view.flow(f -> expiry(f).isPresent()));
        screen.blank();
        flow.ifPresent(f -> screen.lines(Timeline.lines(f, screen)));
        Optional<JsonNode> expiry = flow.flatMap(StaleAlert::expiry);
        stage.promises()
                .check(
                        "an hour-old alert expires",
                        expiry.isPresent(),
                        expiry.map(line -> line.path("text").asText()).orElse("nothing said so"));
        stage.client()
                .post(
                        "/api/v1/signals",
                        signal.put("state", "RESOLVED")
                                .put("observedAt", stage.now().toString()));
        int admitted = view.verdicts("ADMITTED").size();
        int resets = stage.services().files(RepeatedAlert.SERVICE).resets() - resetsBefore;
        stage.promises()
                .check(
                        "and nothing runs",
                        admitted == 0 && resets == 0,
                        admitted + " recoveries admitted, " + resets + " resets counted by the service itself");
    }

    private static Optional<JsonNode> expiry(JsonNode flow) {
        return MeshView.stream(flow.path("entries"))
                .filter(line -> line.path("text").asText().contains("EXPIRED"))
                .findFirst();
    }
}
