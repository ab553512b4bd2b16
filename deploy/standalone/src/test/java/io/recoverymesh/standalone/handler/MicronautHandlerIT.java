package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A team's Micronaut application with handlers as beans, in a process of its own. */
@Timeout(120)
class MicronautHandlerIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path MODULE = Path.of("..", "..", "handler-service", "sdk-micronaut", "target");

    @AutoClose
    private final CommandBoard board = new CommandBoard("micronaut", "team");

    @Test
    void itsBeansPerformCommandsAndEndThemWhenTheProcessIsToldToEnd(@TempDir Path directory) throws Exception {
        Process team = start(directory.resolve("journal"));
        try {
            await().atMost(SOON).until(() -> announced(true));
            Files.createFile(directory.resolve("payments-1"));
            board.send(run("r-1", "payments-1"));
            await().atMost(SOON).until(() -> board.bodies("r-1").size() == 2);
            assertThat(board.bodies("r-1").getLast())
                    .isInstanceOfSatisfying(AttemptSucceeded.class, end -> assertThat(end.getOutput())
                            .isEqualTo("\"restarted payments-1\""));

            board.send(run("r-2", "payments-2"));
            await().atMost(SOON)
                    .until(() -> Files.readString(directory.resolve("journal")).contains("payments-2 key-r-2"));
            team.destroy();
            await().during(Duration.ofMillis(200)).until(team::isAlive);
            Files.createFile(directory.resolve("payments-2"));

            assertThat(team.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(board.bodies("r-2").getLast()).isInstanceOf(AttemptSucceeded.class);
            assertThat(announced(false)).as("it says that it has stopped").isTrue();
        } finally {
            team.destroyForcibly();
        }
    }

    private boolean announced(boolean running) {
        return board.read(board.topics.handlers.name(), HandlerAnnounced.class).stream()
                .map(ConsumerRecord::value)
                .anyMatch(said -> said.getRunning() == running);
    }

    private static StepCommand run(String recovery, String service) {
        Instant later = Instant.now().plusSeconds(300);
        String arguments = "{\"service\":\"" + service + "\"}";
        return command(
                recovery, service, 1, new RunStep("restart", arguments, Safety.IDEMPOTENT, later, later, 30_000L));
    }

    private Process start(Path journal) throws IOException {
        MeshInfrastructure mesh = MeshInfrastructure.shared();
        ProcessBuilder team = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "io.recoverymesh.handler.micronaut.TeamApplication")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "micronaut-handler.log").toFile()));
        team.environment()
                .putAll(Map.of(
                        "MESH_BOOTSTRAP_SERVERS", mesh.bootstrapServers(),
                        "MESH_REGISTRY_URL", mesh.registryUrl(),
                        "MESH_TOPIC_PREFIX", board.topics.prefix(),
                        "HANDLER_INSTANCE", "micronaut-1",
                        "MICRONAUT_SERVER_PORT", "-1",
                        "SPEC_NAME", "process",
                        "TEAM_JOURNAL", journal.toString()));
        return team.start();
    }

    /** The module and what this JVM has, without the services: an application has its own beans only. */
    private static String classPath() {
        String own = String.join(
                File.pathSeparator,
                MODULE.resolve("classes").toString(),
                MODULE.resolve("test-classes").toString());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.matches(
                        ".*/((trigger|correlation|handler)-service|standalone)(/target/.*|-[0-9][^/]*\\.jar)"))
                .collect(Collectors.joining(File.pathSeparator, own + File.pathSeparator, ""));
    }
}
