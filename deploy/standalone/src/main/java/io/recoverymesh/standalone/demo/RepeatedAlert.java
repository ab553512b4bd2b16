package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The same alert comes fifty times: one recovery, and forty-nine requests that join it or repeat it. */
final class RepeatedAlert implements Act {
    private static final int TIMES = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Between two posts: an alert that comes twice in a millisecond is one delivery. */
    private static final Duration BETWEEN = Duration.ofMillis(5);

    static final String SERVICE = "checkout";
    static final String GROUP = "payments";

    @Override
    public String title() {
        return "The same alert comes " + TIMES + " times";
    }

    @Override
    public void play(Stage stage) throws Exception {
        MeshView view = stage.view(GROUP, SERVICE);
        Screen screen = stage.screen();
        ServiceFiles files = stage.services().files(SERVICE);
        Files.createFile(files.errors());
        Instant startsAt = view.since();
        screen.line("GET " + stage.base(SERVICE) + "/work now answers " + work(stage)
                + "; Alertmanager's webhook is called " + TIMES + " times");
        for (int i = 0; i < TIMES; i++) {
            post(stage, "firing", startsAt);
            Patience.pause(BETWEEN);
        }
        boolean fixed = Patience.until(LIMIT, () -> work(stage) == 200);
        screen.line("GET " + stage.base(SERVICE) + "/work now answers " + work(stage)
                + (fixed ? "; Alertmanager says resolved" : ""));
        post(stage, "resolved", startsAt);
        Optional<JsonNode> flow = Patience.await(
                LIMIT, () -> view.flow(f -> f.path("state").asText().equals("closed")));
        Patience.until(LIMIT, () -> view.verdicts().size() >= TIMES);
        screen.blank();
        flow.or(() -> view.flow(f -> true)).ifPresent(f -> screen.lines(Timeline.lines(f, screen)));
        check(stage.promises(), view, flow, files.resets());
    }

    private static void check(Promises promises, MeshView view, Optional<JsonNode> flow, int resets) {
        int admitted = view.verdicts("ADMITTED").size();
        int repeats = view.verdicts("JOINED", "DUPLICATE").size();
        String outcome = flow.map(f -> f.path("outcome").asText()).orElse("no closed flow");
        promises.check(
                "the same alert " + TIMES + " times makes one recovery",
                admitted == 1 && resets == 1 && outcome.equals("RECOVERED"),
                admitted + " admitted, " + resets + " reset counted by the service itself, " + outcome);
        promises.check(
                "the other " + (TIMES - 1) + " join it or repeat it",
                repeats == TIMES - 1,
                view.verdicts("JOINED").size() + " JOINED, "
                        + view.verdicts("DUPLICATE").size() + " DUPLICATE");
    }

    private static void post(Stage stage, String status, Instant startsAt) throws IOException {
        ObjectNode payload = (ObjectNode)
                JsonMapper.builder().build().readTree(stage.examples().signal("alertmanager-checkout-errors.json"));
        payload.put("status", status);
        ObjectNode alert = (ObjectNode) payload.path("alerts").path(0);
        alert.put("status", status).put("startsAt", startsAt.toString());
        if (status.equals("resolved")) {
            alert.put("endsAt", stage.now().toString());
        }
        stage.client().post("/api/v1/alerts/alertmanager", payload);
    }

    private static int work(Stage stage) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(stage.base(SERVICE) + "/work").toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(2_000);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
