package io.recoverymesh.handler.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.fixture.GivenSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecActionsTest {
    private final ExecActions exec = new ExecActions(InstantSource.system(), GivenSecrets.none());

    private final Path directory;

    ExecActionsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsAllFilesOfADirectoryByName() throws IOException {
        Files.writeString(directory.resolve("b.yml"), "actions: {b: {program: /usr/bin/true}}");
        Files.writeString(
                directory.resolve("a.yaml"),
                "actions: {a: {program: /usr/bin/true, args: [\"${x}\"], parameters: {x: }}}");
        Files.writeString(directory.resolve("notes.txt"), "not read");

        assertThat(exec.of(directory))
                .extracting(action -> action.description().getName())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | Expected 'program', but there is none
            {program: true}                                           | Expected 'program' to be an absolute path, but got 'true'
            {program: ../usr/bin/true}                                | Expected 'program' to be an absolute path
            {program: /not/there}                                     | /not/there does not exist
            {program: /etc/passwd}                                    | Expected 'program' to be an executable file, but /etc/passwd is not one
            {program: /usr/bin}                                       | Expected 'program' to be an executable file, but /usr/bin is not one
            {program: /usr/bin/true, shell: true}                     | but got 'shell'
            {program: /usr/bin/true, args: a b}                       | Expected 'args' to be a list of texts, but got a b
            {program: /usr/bin/true, args: ["${x}"]}                  | Expected 'args' to use exactly the declared 'parameters' [], but got '[x]'
            {program: /usr/bin/true, parameters: {x: {}}}             | Expected 'args' to use exactly the declared 'parameters' [x], but got '[]'
            {program: /usr/bin/true, args: ["${x}"], parameters: {x: {pattern: "["}}}  | Expected 'parameters.x.pattern' to be a regular expression
            {program: /usr/bin/true, args: ["${x}"], parameters: {x: {default: -f}}}   | 'parameters.x.default': Expected argument 'x' to match
            {program: /usr/bin/true, args: ["${x}"], parameters: {x: {required: false}}} | Expected 'parameters.x.default'
            {program: /usr/bin/true, args: ["${x}"], parameters: {x: {regex: a}}}      | but got 'parameters.x.regex'
            {program: /usr/bin/true, timeout: 5}                      | Expected a duration such as 500ms, 30s
            {program: /usr/bin/true, timeout: 25h}                    | Expected 'timeout' above 0s
            {program: /usr/bin/true, output-limit: 65537}             | Expected 'output-limit' of 0 to 65536
            {program: /usr/bin/true, output-limit: 64K}               | Expected 'output-limit' to be a number of bytes
            {program: /usr/bin/true, env: {MESH_FENCE: 1}}            | Expected other names than MESH_*
            {program: /usr/bin/true, env-pass: [A=B]}                 | names of variables
            {program: /usr/bin/true, working-dir: tmp}                | Expected 'working-dir' to be the absolute path of a directory
            {program: /usr/bin/true, safety: never}                   | Expected 'safety' to be idempotent, probe or once
            """)
    void saysWhatIsWrongWithADeclarationAndWhere(String declared, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("actions.yaml"), "actions: {restart: " + declared + "}");

        assertThatThrownBy(() -> exec.of(file))
                .isInstanceOf(InvalidExecActionException.class)
                .hasMessageStartingWith(file + ", action 'restart': ")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Path file = Files.writeString(directory.resolve("actions.yaml"), "programs: {}");

        assertThatThrownBy(() -> exec.of(file))
                .hasMessageContaining(file + ": ")
                .hasMessageContaining("[programs]");
        assertThatThrownBy(() -> exec.of(directory.resolve("absent.yaml"))).hasMessageContaining("absent.yaml");
    }

    @Test
    void hasSafeDefaults() {
        Action action = exec.of("test", Map.of("it", Map.of("program", "/usr/bin/true")))
                .getFirst();

        assertThat(action.description().getSafety().name()).isEqualTo("ONCE");
        assertThat(ExecDefinition.DEFAULT_OUTPUT_LIMIT).isEqualTo(64 * 1024);
        assertThat(ExecDefinition.DEFAULT_TIMEOUT).hasMinutes(5);
        assertThat(List.of("-f", "a\nb", ""))
                .noneMatch(value -> Parameter.DEFAULT_PATTERN.matcher(value).matches());
    }
}
