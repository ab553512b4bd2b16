package io.recoverymesh.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MeshTest {
    private static final Path EXAMPLES = Path.of("..", "..", "examples");
    private static final Path DEMO_POLICIES = Path.of("..", "..", "examples", "demo", "policies");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        CommandRun help = CommandRun.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("up ", "demo", "signal", "flows", "flow ", "explain", "policies", "run", "pause", "resume")
                .contains("ack", "cancel", "approve", "reject", "targets", "breakers", "verdicts", "top")
                .contains("3 no mesh answered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "flow",
                "flows --limit many",
                "pause",
                "pause planet --comment x",
                "pause group --comment x",
                "explain -g ../x payments",
                "explain /",
                "signal --kind health",
                "signal --kind rumour --target a",
                "signal --target a --observed-at yesterday",
                "run restart",
                "top --every 0",
                "policies validate",
                "up --port x",
                "serve",
                "serve everything"
            })
    void tellsAWrongCommandLineFromARefusal(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).startsWith("mesh: ").doesNotContain("Exception");
    }

    @Test
    void eachCommandIsFoundUnderTheNameThatItGivesItself() {
        assertThat(Commands.of()).allSatisfy((name, command) -> {
            assertThat(command.getAnnotation(CommandLine.Command.class).name()).isEqualTo(name);
            assertThat(CommandRun.of(name, "--help").out()).contains("Usage: mesh " + name);
        });
    }

    @Test
    void aServiceThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertThat(CommandRun.of("serve", "everything").err())
                .containsIgnoringCase("everything")
                .containsIgnoringCase("trigger, correlation, handler");
    }

    @Test
    void saysHowToStartAMeshWhereNoneAnswers() {
        String url = "http://127.0.0.1:" + LoopbackPort.free(1).getFirst();

        CommandRun run = CommandRun.of("flows", "--url", url);

        assertThat(run.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(run.err()).contains("Expected a mesh at " + url, "./mesh up", "--url");
    }

    @Test
    void refusesAnUrlThatIsNone() {
        CommandRun run = CommandRun.of("flows", "--url", "no url");

        assertThat(run.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(run.err()).contains("Expected the URL of a mesh", "no url");
    }

    @Test
    void validatesTheDemosPoliciesWithoutAMesh() {
        CommandRun run = CommandRun.of("policies", "validate", DEMO_POLICIES.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("6 good documents in 4 files, 0 problems.");
    }

    @Test
    void namesFileAndLineOfABadPolicy() throws IOException {
        Path file = directory.resolve("bad.yaml");
        Files.writeString(file, """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart}
            spec:
              on: [{health: {service: payments}}]
              steps: [{run: exec/restart, timeout: 30 seconds}]
            """);

        CommandRun run = CommandRun.of("policies", "validate", directory.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(run.out()).contains(file + ":6: ERROR at /spec/steps/0/timeout", "30 seconds");
    }

    @Test
    void reportsProblemsAsJsonToo() throws IOException {
        Path file = directory.resolve("bad.yaml");
        Files.writeString(file, "kind: Nothing\n");

        CommandRun run = CommandRun.of("policies", "validate", "--json", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(run.out()).contains("\"valid\" : false", "\"line\" : ", "\"mend\" : ");
    }

    @Test
    void doesNotSendPoliciesThatAreInvalid() throws IOException {
        Path file = directory.resolve("bad.yaml");
        Files.writeString(file, "kind: Nothing\n");

        CommandRun run = CommandRun.of("policies", "apply", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void saysThatADirectoryHoldsNoPolicies() {
        CommandRun run = CommandRun.of("policies", "validate", directory.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(run.err()).contains("Expected YAML files, but there is no *.yaml or *.yml in", directory.toString());
    }

    @Test
    void drawsThePlanOfAPolicyWithoutAMesh() {
        CommandRun run = CommandRun.of(
                "policies", "draw", EXAMPLES.resolve("linear-restore").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("flowchart TD\n").contains("<b>snapshot</b><br/>exec/snapshot", "-. undo .->");
    }

    @Test
    void drawsOneOfSeveralPoliciesByItsName() {
        String folder = EXAMPLES.resolve("service-mesh").toString();

        assertThat(CommandRun.of("policies", "draw", folder).out())
                .contains("## restart-orders\n```mermaid\nflowchart TD");
        assertThat(CommandRun.of("policies", "draw", "--name", "restart-orders", folder)
                        .out())
                .startsWith("flowchart TD\n")
                .doesNotContain("failover-db");
        CommandRun none = CommandRun.of("policies", "draw", "--name", "nothing", folder);
        assertThat(none.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(none.err()).contains("Expected a document of kind Recovery named 'nothing'");
    }

    @Test
    void namesTheExamplesWhereThereIsNoneOfThatName() {
        for (String name : new String[] {"linear", "../docs", "/tmp"}) {
            CommandRun run = CommandRun.of("example", name, "--examples", EXAMPLES.toString());

            assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(run.err()).contains("Expected the name of an example", "adaptive-tree, approved-failover");
        }
    }
}
