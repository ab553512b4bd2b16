package io.recoverymesh.handler.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ExecActionTest {
    private final Path directory;

    ExecActionTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; touch %s",
                "$(touch %s)",
                "`touch %s`",
                "a && touch %s",
                "| tee %s",
                "> %s",
                "a b  c",
                "*",
                "~",
                "'\"\\"
            })
    void passesMetacharactersOnAsTheyAreInOneArgument(String value) throws Exception {
        Path touched = directory.resolve("touched");
        String given = value.formatted(touched);
        Action action = Programs.action(Map.of(
                "program", "/usr/bin/printf",
                "args", List.of("[%s]", "${value}", "end"),
                "parameters", Map.of("value", Map.of())));

        JsonNode output = succeeded(Programs.run(action, with("value", given), soon()));

        assertThat(output.get("stdout").asText()).isEqualTo("[" + given + "][end]");
        assertThat(touched).doesNotExist();
    }

    @Test
    void refusesAValueThatLooksLikeAnOption() {
        assertObjection("{\"value\":\"--force\"}", "Expected argument 'value' to match", "--force");
        assertObjection("{\"value\":\"a\\nb\"}", "Expected argument 'value' to match", "a?b");
        assertObjection("{\"value\":\"a\\u0000b\"}", "Expected argument 'value' to match", "a?b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        .* ~ ${v} ~ --config=/etc/passwd ~ false
        .* ~ ${v} ~ -f ~ false
        .* ~ ${v} ~ - ~ false
        .* ~ ${v}.service ~ --config=/etc/passwd ~ false
        .* ~ --unit=${v} ~ --config=/etc/passwd ~ true
        .* ~ ${v} ~ -5 ~ true
        .* ~ ${v} ~ a-b ~ true
        --(soft|force) ~ ${v} ~ --force ~ true
        (-f|-s) ~ ${v} ~ -f ~ true
        -?[a-z-]+ ~ ${v} ~ --config ~ false
        """)
    void aValueBecomesAnOptionOnlyWhereItsPatternSaysSo(String pattern, String argument, String value, boolean taken) {
        Action action = Programs.action(Map.of(
                "program", "/usr/bin/true",
                "args", List.of(argument),
                "parameters", Map.of("v", Map.of("pattern", pattern))));

        assertThat(action.objection(Arguments.parse(with("v", value))).isEmpty())
                .isEqualTo(taken);
    }

    @Test
    void refusesMissingUnknownAndNestedArguments() {
        assertObjection("{}", "Expected argument 'value' of action 'it', but there is none. Give it in 'with'.", "");
        assertObjection(
                "{\"value\":\"a\",\"more\":1}", "Expected the arguments [value] of action 'it', but got 'more'", "");
        assertObjection("{\"value\":[\"a\"]}", "but got an object or a list", "");
    }

    @Test
    void fillsInWhatIsNotGivenAndPartsOfAnArgument() throws Exception {
        Action action = Programs.action(Map.of(
                "program", "/usr/bin/printf",
                "args", List.of("%s %s", "--unit=${unit}.service", "${times}"),
                "parameters", Map.of("unit", Map.of("pattern", "[a-z]+"), "times", Map.of("default", "3"))));

        JsonNode output = succeeded(Programs.run(action, with("unit", "payments"), soon()));

        assertThat(output.get("stdout").asText()).isEqualTo("--unit=payments.service 3");
    }

    @Test
    void givesTheProgramOnlyTheDeclaredEnvironmentAndTheCommandsFacts() throws Exception {
        Action action = Programs.action(Map.of(
                "program",
                "/usr/bin/env",
                "env",
                Map.of("LANG", "C"),
                "env-pass",
                List.of("HOME", "NOT_SET_ANYWHERE")));

        JsonNode output = succeeded(Programs.run(action, "{}", soon()));

        List<String> lines = output.get("stdout").asText().lines().toList();
        assertThat(new TreeSet<>(
                        lines.stream().map(l -> l.substring(0, l.indexOf('='))).toList()))
                .containsExactly(
                        "HOME",
                        "LANG",
                        "MESH_ATTEMPT",
                        "MESH_COMMAND_ID",
                        "MESH_DEADLINE",
                        "MESH_FENCE",
                        "MESH_GROUP",
                        "MESH_IDEMPOTENCY_KEY",
                        "MESH_RECOVERY_ID",
                        "MESH_STEP",
                        "MESH_TARGET",
                        "TRACEPARENT");
        assertThat(lines).contains("MESH_TARGET=payments/payments-1", "MESH_FENCE=7", "MESH_ATTEMPT=2", "LANG=C");
    }

    @Test
    void tellsTheExitCodeAndTheLastWords() throws Exception {
        Action action = Programs.action(Map.of("program", "/usr/bin/ls", "args", List.of("/not/there")));

        assertThat(Programs.run(action, "{}", soon())).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.FAILED);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.error())
                    .startsWith("Expected exit code 0 of /usr/bin/ls, but got 2. It said:")
                    .contains("/not/there");
        });
    }

    @Test
    void keepsTheTailOfAGigabyteAndCountsTheRest() throws Exception {
        Action action = Programs.action(Map.of(
                "program", "/usr/bin/head", "args", List.of("-c", "1000000000", "/dev/zero"), "output-limit", 100));

        JsonNode output = succeeded(Programs.run(action, "{}", soon()));

        assertThat(output.get("stdout").asText()).hasSize(100);
        assertThat(output.get("truncated").asBoolean()).isTrue();
        assertThat(output.get("droppedBytes").asLong()).isEqualTo(1_000_000_000 - 100);
    }

    @Test
    void endsAProgramThatNeverEndsAtTheDeadline() throws Exception {
        Action action = Programs.action(Map.of("program", "/usr/bin/yes"));

        assertThat(Programs.run(action, "{}", Instant.now().plusMillis(500)))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
                    assertThat(failure.error()).startsWith("Expected /usr/bin/yes to end within ");
                });
    }

    @Test
    void endsAProgramAtItsOwnTimeoutWhereThatComesFirst() throws Exception {
        Action action = Programs.action(Map.of("program", "/usr/bin/sleep", "args", List.of("60"), "timeout", "300ms"));

        assertThat(Programs.run(action, "{}", soon()))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.error())
                        .contains("within 300 ms"));
    }

    @Test
    void refusesAProgramThatIsNoLongerThere() throws Exception {
        Path program = Files.copy(Path.of("/usr/bin/true"), directory.resolve("program"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Action action = Programs.action(Map.of("program", program.toString()));
        Files.delete(program);

        assertThat(Programs.run(action, "{}", soon()))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.REFUSED));
    }

    @Test
    void describesItsArguments() {
        Action action = Programs.action(Map.of(
                "program",
                "/usr/bin/true",
                "args",
                List.of("${unit}"),
                "safety",
                "idempotent",
                "parameters",
                Map.of("unit", Map.of("pattern", "[a-z]+"))));

        assertThat(action.description().getArgumentsSchema())
                .isEqualTo("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"unit\":"
                        + "{\"type\":[\"string\",\"number\",\"boolean\"],\"pattern\":\"^(?:[a-z]+)$\",\"maxLength\":4096}},"
                        + "\"required\":[\"unit\"]}");
    }

    private static void assertObjection(String with, String sentence, String shown) {
        Action action = Programs.action(Map.of(
                "program", "/usr/bin/true", "args", List.of("${value}"), "parameters", Map.of("value", Map.of())));

        assertThat(action.objection(Arguments.parse(with)))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("Expected ").contains(sentence, shown));
    }

    private static String with(String name, String value) {
        return JsonMapper.builder().build().createObjectNode().put(name, value).toString();
    }

    private static JsonNode succeeded(Outcome outcome) throws Exception {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return JsonMapper.builder().build().readTree(((Outcome.Success) outcome).output());
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofSeconds(30));
    }
}
