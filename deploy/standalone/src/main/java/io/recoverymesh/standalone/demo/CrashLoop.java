package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Explained;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import io.recoverymesh.standalone.text.Times;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service dies a moment after each start: the guards stop the storm of restarts, and one person is told. */
final class CrashLoop implements Act {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MOST_RESTARTS = 3;
    private static final String SERVICE = "catalog";

    @Override
    public String title() {
        return "A service crashes a second after each start";
    }

    @Override
    public void play(Stage stage) throws Exception {
        MeshView view = stage.view("search", SERVICE);
        Screen screen = stage.screen();
        ServiceFiles files = stage.services().files(SERVICE);
        int startsBefore = files.starts();
        Files.createFile(files.crash());
        screen.line("kill -9 " + stage.services().kill(SERVICE) + "   (" + SERVICE
                + ", which from now on dies a second after each start)");
        Optional<JsonNode> stop = Patience.await(LIMIT, () -> stop(view, screen));
        int restarts = files.starts() - startsBefore;
        Patience.pause(QUIET);
        int restartsLater = files.starts() - startsBefore;
        Files.delete(files.crash());
        for (JsonNode flow : view.flows()) {
            screen.blank();
            screen.lines(Timeline.lines(flow, screen));
        }
        JsonNode explained = view.explain();
        screen.blank();
        screen.line("./mesh explain " + SERVICE + " --group search");
        screen.lines(Explained.lines(explained, screen));
        check(stage.promises(), stop, restarts, restartsLater, screen);
        checkWords(stage.promises(), view, explained);
    }

    /** The newest verdict that blocks until a time which is far enough off. */
    private static Optional<JsonNode> stop(MeshView view, Screen screen) {
        Instant far = screen.times().clock().instant().plusSeconds(30);
        return view.verdicts("BLOCKED").stream()
                .filter(verdict -> Times.of(verdict.path("until"))
                        .filter(until -> until.isAfter(far))
                        .isPresent())
                .findFirst();
    }

    private static void check(
            Promises promises, Optional<JsonNode> stop, int restarts, int restartsLater, Screen screen) {
        promises.check(
                "the guards stop a storm of restarts",
                stop.isPresent() && restartsLater == restarts && restarts <= MOST_RESTARTS,
                restarts + " restarts, " + (restartsLater - restarts) + " in the " + QUIET.toSeconds()
                        + " s after the stop");
        promises.check(
                "the reason and the time until are shown",
                stop.isPresent(),
                stop.map(verdict -> verdict.path("guard").asText() + ", "
                                + screen.times().until(verdict.path("until")) + ": "
                                + verdict.path("reason").asText())
                        .orElse("no verdict BLOCKED within " + LIMIT.toSeconds() + " s"));
    }

    private static void checkWords(Promises promises, MeshView view, JsonNode explained) {
        List<JsonNode> escalations = view.lines("escalation").stream()
                .filter(line -> line.path("text").asText().startsWith("escalated"))
                .toList();
        int raised = escalations.stream()
                .mapToInt(line -> line.path("count").asInt(1))
                .sum();
        promises.check(
                "there is one escalation",
                raised == 1,
                raised + " raised"
                        + escalations.stream()
                                .findFirst()
                                .map(line -> ": " + line.path("text").asText())
                                .orElse(""));
        String now = MeshView.stream(explained.path("policies"))
                .findFirst()
                .map(policy -> policy.path("policy").asText() + " would now be "
                        + policy.path("verdict").asText())
                .orElse("no policy");
        promises.check("explain says what would happen now", now.endsWith("BLOCKED"), now);
    }
}
