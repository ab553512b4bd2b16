package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The team's project of the examples, compiled against the SDK and nothing else, in a process of its own. */
@Timeout(180)
class TeamHandlerIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final CommandBoard board = new CommandBoard("team", "payments");

    @Test
    void theTeamsProcessPerformsItsCommandsAndLeavesWithAWord(@TempDir Path directory) throws Exception {
        Path journal = directory.resolve("journal");
        Process team = start(journal);
        try {
            await().atMost(SOON).until(() -> announced(true).isPresent());
            assertThat(announced(true).orElseThrow().getActions())
                    .extracting(HandlerAction::getName)
                    .containsExactly("refund", "restart");
            assertThat(announced(true).orElseThrow().getActions())
                    .allSatisfy(
                            action -> assertThat(action.getArgumentsSchema()).contains("additionalProperties"));

            board.send(run("r-1", "restart", "{\"service\":\"payments-1\"}"));
            board.send(run("r-2", "restart", "{\"service\":\"orders; rm -rf /\"}"));
            board.send(run("r-3", "refund", "{\"order\":\"o-1\",\"cents\":995}"));
            await().atMost(SOON).until(() -> board.bodies("r-3").stream().anyMatch(AttemptSucceeded.class::isInstance));
            await().atMost(SOON).until(() -> board.bodies("r-1").size() == 2);
            assertThat(board.bodies("r-1").getLast())
                    .isInstanceOfSatisfying(AttemptSucceeded.class, end -> assertThat(end.getOutput())
                            .isEqualTo("{\"service\":\"payments-1\",\"attempt\":1}"));
            assertThat(board.bodies("r-2")).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> {
                assertThat(failed.getKind()).isEqualTo(FailureKind.REFUSED);
                assertThat(failed.getError()).contains("Expected 'service' to fit the action's schema");
            });
            assertThat(Files.readAllLines(journal))
                    .containsExactlyInAnyOrder("restart payments-1 key-r-1 1", "refund o-1 key-r-3");

            team.destroyForcibly().waitFor();
            team = start(journal);
            assertThat(ask("r-3")).isEqualTo(EffectState.TOOK_PLACE);
            assertThat(ask("r-4")).isEqualTo(EffectState.DID_NOT_TAKE_PLACE);

            team.destroy();
            assertThat(team.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends when told to")
                    .isTrue();
            await().atMost(SOON).until(() -> announced(false).isPresent());
        } finally {
            team.destroyForcibly();
            board.close();
        }
    }

    private EffectState ask(String recovery) {
        Instant answerBy = Instant.now().plus(SOON);
        board.send(command(
                recovery, "payments", 1, new ProbeStep("refund", "{\"order\":\"o-1\",\"cents\":995}", answerBy)));
        await().atMost(SOON).until(() -> board.bodies(recovery).stream().anyMatch(ProbeAnswered.class::isInstance));
        return ((ProbeAnswered) board.bodies(recovery).getLast()).getEffect();
    }

    private static StepCommand run(String recovery, String action, String arguments) {
        Instant later = Instant.now().plusSeconds(300);
        return command(recovery, "payments", 1, new RunStep(action, arguments, Safety.PROBE, later, later, 30_000L));
    }

    private Optional<HandlerAnnounced> announced(boolean running) {
        return board.read(board.topics.handlers.name(), HandlerAnnounced.class).stream()
                .map(ConsumerRecord::value)
                .filter(said -> said.getRunning() == running)
                .findFirst();
    }

    @Test
    void itsOwnTestsPass(@TempDir Path directory) throws Exception {
        Path classes = TeamProject.compile(directory.resolve("classes"));
        Path tests = TeamProject.compileTests(classes, directory.resolve("tests"));
        Process running = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                tests.toString(),
                                TeamProject.testClassPath(classes),
                                Path.of("target", "test-classes").toString()),
                        TeamTests.class.getName(),
                        tests.toString())
                .redirectErrorStream(true)
                .start();
        List<String> said;
        try (BufferedReader reader = running.inputReader()) {
            said = reader.lines().toList();
        }
        assertThat(running.waitFor()).as("%s", said).isZero();
        assertThat(said.getLast()).as("%s", said).matches("[1-9][0-9]* passed");
    }

    @Test
    void itsPomNamesNothingButTheSdkInTheVersionsOfThisBuild() throws IOException {
        String pom = Files.readString(TeamProject.DIRECTORY.resolve("pom.xml"));
        String root = Files.readString(Path.of("..", "..", "pom.xml"));
        assertThat(pom).doesNotContain("<parent>");
        assertThat(TeamProject.values(pom, "artifactId").subList(1, 4))
                .containsExactly("handler-sdk", "slf4j-simple", "junit-jupiter");
        assertThat(TeamProject.values(pom, "recovery-mesh.version"))
                .containsExactly(TeamProject.values(root, "version").getFirst());
        assertThat(pom)
                .contains(
                        "<version>" + TeamProject.values(root, "junit.version").getFirst() + "</version>")
                .contains("<version>"
                        + TeamProject.values(root, "maven-compiler-plugin.version")
                                .getFirst() + "</version>");
    }

    private Process start(Path journal) throws IOException {
        MeshInfrastructure mesh = MeshInfrastructure.shared();
        ProcessBuilder team = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        TeamProject.classPath(TeamProject.compile(journal.resolveSibling("classes"))),
                        "com.example.payments.Main")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "team-handler.log").toFile()));
        team.environment()
                .putAll(Map.of(
                        "MESH_BOOTSTRAP_SERVERS", mesh.bootstrapServers(),
                        "MESH_REGISTRY_URL", mesh.registryUrl(),
                        "MESH_TOPIC_PREFIX", board.topics.prefix(),
                        "HANDLER_INSTANCE", "team-1",
                        "PAYMENTS_JOURNAL", journal.toString()));
        return team.start();
    }
}
