package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.wiring.LogFile;
import io.recoverymesh.standalone.wiring.Standalone;
import io.recoverymesh.standalone.wiring.StandaloneSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts a mesh and three services, plays the acts, and says which promises were observed. */
public final class Demo {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final List<Act> ACTS =
            List.of(new KilledProcess(), new RepeatedAlert(), new StaleAlert(), new CrashLoop());

    private final DemoSettings settings;
    private final Screen screen;

    public Demo(DemoSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /** Whether every promise was observed. Without {@code exit}, returns when the mesh is told to end. */
    public boolean run() throws Exception {
        try (DemoDirectory directory = DemoDirectory.of(settings.data())) {
            LogFile.in(directory.path());
            Examples examples = Examples.read(settings.examples(), screen::line);
            Path policies = directory.path().resolve("policies");
            Path actions = directory.path().resolve("actions.yaml");
            Path services = Files.createDirectories(directory.path().resolve("services"));
            examples.writePolicies(policies);
            writeActions(actions, services);
            StandaloneSettings mesh = StandaloneSettings.in(directory.path())
                    .onPort(port())
                    .withPolicies(policies)
                    .withActions(actions);
            try (DemoServices running = DemoServices.start(services, examples.ports());
                    Standalone standalone = Standalone.start(mesh, screen::line)) {
                // Also when it is interrupted: the mesh first, so that it restarts nothing that is ended here.
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> end(standalone, running, directory), "demo-stop"));
                return play(standalone, running, examples);
            }
        }
    }

    private static void end(Standalone mesh, DemoServices services, DemoDirectory directory) {
        mesh.close();
        services.close();
        directory.close();
    }

    private boolean play(Standalone mesh, DemoServices services, Examples examples) throws Exception {
        Promises promises = new Promises();
        try (MeshClient client = new MeshClient(mesh.url())) {
            Stage stage = new Stage(screen, client, services, examples, promises);
            settle(stage);
            for (int i = 0; i < ACTS.size(); i++) {
                title("Act " + (i + 1) + ": " + ACTS.get(i).title());
                ACTS.get(i).play(stage);
            }
        }
        title("What was promised, and what was observed");
        promises.print(screen);
        if (!settings.exit()) {
            WhatNext.print(screen, mesh.url());
            mesh.awaitClose();
        }
        return promises.allKept();
    }

    /** Until the policies are loaded and every service was seen healthy, and nothing is going on, for some seconds. */
    private void settle(Stage stage) throws Exception {
        boolean settled = Patience.until(SETTLE, () -> isCalm(stage) && Patience.holds(CALM, () -> isCalm(stage)));
        screen.line("services  "
                + String.join(
                        ", ",
                        stage.examples().ports().entrySet().stream()
                                .map(service -> service.getKey() + " http://127.0.0.1:" + service.getValue())
                                .toList()));
        if (!settled) {
            JsonNode targets = stage.client().get("/api/v1/targets").path("targets");
            stage.promises().check("the services are seen healthy", false, "targets: " + targets);
        }
    }

    private static boolean isCalm(Stage stage) {
        JsonNode policies = stage.client().get("/api/v1/policies").path("policies");
        long healthy = MeshView.stream(stage.client().get("/api/v1/targets").path("targets"))
                .filter(target -> target.path("health").asText().equals("UP"))
                .count();
        return policies.size() >= stage.examples().documents()
                && healthy == stage.examples().ports().size()
                && stage.client()
                        .get("/api/v1/flows", Map.of("state", "open"))
                        .path("flows")
                        .isEmpty();
    }

    private int port() {
        if (LoopbackPort.claim(settings.port()).isPresent()) {
            return settings.port();
        }
        int chosen = LoopbackPort.free(1).getFirst();
        screen.line("port " + settings.port() + " is taken; the mesh listens on " + chosen);
        return chosen;
    }

    private void title(String text) {
        screen.blank();
        screen.line(screen.bold("== " + text + " =="));
    }

    /** One allowed program with a fixed list of arguments; only the service's name comes from a policy. */
    private static void writeActions(Path file, Path services) throws IOException {
        List<String> command = DemoServices.java(DemoRestart.class, services.toString(), "${service}");
        ObjectNode document = JsonMapper.builder().build().createObjectNode();
        ObjectNode restart = document.putObject("actions").putObject("restart");
        restart.put("description", "Restarts one of the demo's services")
                .put("safety", "idempotent")
                .put("program", command.getFirst())
                .put("timeout", "15s");
        command.subList(1, command.size()).forEach(restart.withArray("args")::add);
        restart.putObject("parameters").putObject("service").put("pattern", "[a-z]{1,20}");
        Files.writeString(file, document.toPrettyString());
    }
}
