package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.rehearsal.Play;
import io.recoverymesh.standalone.rehearsal.PolicyTest;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import io.recoverymesh.standalone.wiring.LogFile;
import io.recoverymesh.standalone.wiring.Standalone;
import io.recoverymesh.standalone.wiring.StandaloneSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plays the first test of an example to a mesh that runs, with real programs, and says whether what was expected came. */
public final class ExampleRun {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration MORE = Duration.ofSeconds(60);

    private final PolicyTest test;
    private final Map<String, String> policies;
    private final Screen screen;

    /** @param policies text of each file, by its name */
    public ExampleRun(PolicyTest test, Map<String, String> policies, Screen screen) {
        this.test = test;
        this.policies = policies;
        this.screen = screen;
    }

    /** Whether everything that was expected came. */
    public boolean run() throws Exception {
        Play play = test.play();
        try (DemoDirectory directory = DemoDirectory.of(null)) {
            LogFile.in(directory.path());
            int port = LoopbackPort.free(1).getFirst();
            Path folder = Files.createDirectories(directory.path().resolve("policies"));
            for (Map.Entry<String, String> file : policies.entrySet()) {
                Files.writeString(
                        folder.resolve(String.valueOf(Path.of(file.getKey()).getFileName())), file.getValue());
            }
            Path actions = directory.path().resolve("actions.yaml");
            ExampleActions.write(actions, recoveries(), play, "http://" + LoopbackPort.HOST + ":" + port);
            StandaloneSettings settings = StandaloneSettings.in(directory.path())
                    .onPort(port)
                    .withPolicies(folder)
                    .withActions(actions);
            try (Standalone mesh = Standalone.start(settings, screen::line);
                    MeshClient client = new MeshClient(mesh.url())) {
                return play(play, client);
            }
        }
    }

    private boolean play(Play play, MeshClient client) throws Exception {
        Promises promises = new Promises();
        boolean loaded = Patience.until(
                READY,
                () -> client.get("/api/v1/policies").path("policies").size()
                        >= test.policies().documents().size());
        promises.check(
                "the policies are loaded", loaded, test.policies().documents().size() + " documents");
        screen.blank();
        screen.line(screen.bold(play.name()) + "   (at most "
                + play.length().plus(MORE).toSeconds() + " s)");
        Duration since = Duration.ZERO;
        for (Play.Cue cue : play.cues()) {
            Patience.pause(cue.at().minus(since));
            since = cue.at();
            send(cue, client);
        }
        ExampleView view = new ExampleView(client);
        Patience.until(
                play.length().minus(since).plus(MORE),
                () -> view.outcomes().size() >= play.outcomes().size() && view.isOver());
        view.flows().forEach(flow -> {
            screen.blank();
            screen.lines(Timeline.lines(flow, screen));
        });
        screen.blank();
        view.check(play, promises);
        promises.print(screen);
        return promises.allKept();
    }

    private void send(Play.Cue cue, MeshClient client) {
        JsonNode body = cue.body(screen.times().clock().instant());
        if (cue.answer().isEmpty()) {
            screen.line("signal    " + body);
            client.post("/api/v1/signals", body);
            return;
        }
        screen.line(cue.answer() + "   " + body);
        client.post("/api/v1/operator/" + cue.answer(), order(body, new ExampleView(client)));
    }

    private static ObjectNode order(JsonNode answer, ExampleView view) {
        ObjectNode order = JsonMapper.builder().build().createObjectNode();
        order.setAll((ObjectNode) answer);
        order.put("comment", "as the example says").put("group", "default");
        view.recoveryOf(answer.path("target").asText()).ifPresent(id -> order.put("recoveryId", id));
        return order;
    }

    private List<Policy> recoveries() {
        return test.policies().documents().stream()
                .filter(RecoveryPolicy.class::isInstance)
                .map(document -> ((RecoveryPolicy) document).policy())
                .toList();
    }
}
