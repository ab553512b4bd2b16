package io.recoverymesh.handler.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.exec.ExecActions;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.fixture.GivenSecrets;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import io.recoverymesh.schemas.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ScriptActionsTest {
    private final Path script;
    private final Secrets secrets = GivenSecrets.of(Map.of("TOKEN", "s3cr3t-0123456789"));

    ScriptActionsTest(@TempDir Path directory) throws IOException {
        this.script = directory.toRealPath().resolve("rotate.sh");
    }

    @BeforeEach
    void install() throws IOException {
        write("#!/bin/sh\nfor a in \"$@\"; do printf '[%s]' \"$a\"; done\n");
    }

    @Test
    void passesArgumentsByName() throws Exception {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("host", Map.of("pattern", "[a-z0-9.-]+"));
        parameters.put("mode", Map.of("default", "soft"));
        Action action = action(Map.of("parameters", parameters));

        assertThat(said(action, "{\"host\":\"db-1\"}")).isEqualTo("[--host=db-1][--mode=soft]");
        assertThat(action.objection(Arguments.parse("{\"hots\":\"db-1\"}"))).isPresent();
        assertThat(action.objection(Arguments.parse("{\"host\":\"db-1\",\"more\":1}")))
                .hasValueSatisfying(said -> assertThat(said).contains("[host, mode]", "but got 'more'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config=/etc/passwd", "; rm -rf /", "$(id)", "a b", "--", "-e id"})
    void aValueIsNeverAnOptionNorAnythingElse(String value) throws Exception {
        Action action = action(Map.of("parameters", Map.of("v", Map.of("pattern", ".*"))));

        assertThat(said(
                        action,
                        JsonMapper.builder()
                                .build()
                                .createObjectNode()
                                .put("v", value)
                                .toString()))
                .isEqualTo("[--v=" + value + "]");
    }

    @Test
    void doesNotRunWhatOthersMayChange() throws Exception {
        Action action = action(Map.of());
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(action.objection(Arguments.none()))
                .hasValue("Expected " + script
                        + " to be writable by its owner only, but others may write it. Run: chmod go-w " + script);
        assertThat(GivenAttempt.of("key-1").perform(action, "{}"))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.REFUSED));
        assertThatThrownBy(() -> action(Map.of())).hasMessageContaining("writable by its owner only");
    }

    @Test
    void doesNotRunWhatIsNoLongerWhatWasListed() throws Exception {
        Action action = action(Map.of("sha256", sum()));
        assertThat(said(action, "{}")).isEmpty();

        write("#!/bin/sh\necho other\n");
        assertThat(action.objection(Arguments.none()))
                .hasValueSatisfying(said -> assertThat(said).contains("to have the SHA-256 ", "Look at what changed"));
        Files.delete(script);
        assertThat(action.objection(Arguments.none()))
                .hasValueSatisfying(said -> assertThat(said).contains("it is not there"));
    }

    @Test
    void getsSecretsInItsEnvironmentAndSaysNone() throws Exception {
        write("#!/bin/sh\necho \"token is $TOKEN\"\n");
        Action action = DiscreetAction.refusing(action(Map.of("env", Map.of("TOKEN", "${secret:env:TOKEN}"))), secrets);

        assertThat(said(action, "{}")).isEqualTo("token is [redacted]\n");
    }

    @Test
    void saysWhatIsWrongWithADeclaration() {
        assertThatThrownBy(() -> action(Map.of("args", "x")))
                .hasMessageContaining("Expected the fields [description, env")
                .hasMessageContaining("of handler.script.scripts.it, but got 'args'");
        assertThatThrownBy(() -> action(Map.of("path", "relative.sh"))).hasMessageContaining("an absolute path");
        assertThatThrownBy(() -> action(Map.of("path", "/not/there"))).hasMessageContaining("it is not there");
        assertThatThrownBy(() -> action(Map.of("sha256", "abc"))).hasMessageContaining("64 digits");
        assertThatThrownBy(() -> action(Map.of("parameters", Map.of("a=b", Map.of()))))
                .hasMessageContaining("named by letters, digits, - and _, but got 'a=b'");
        assertThatThrownBy(() -> action(Map.of("safety", "maybe"))).hasMessageContaining("Expected 'safety'");
    }

    private String sum() throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(script)));
    }

    private void write(String text) throws IOException {
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Action action(Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(Map.of("path", script.toString()));
        fields.putAll(more);
        ExecActions exec = new ExecActions(InstantSource.system(), secrets);
        return new ScriptActions(exec)
                .of("handler.script.scripts", Map.of("it", fields))
                .getFirst();
    }

    private static String said(Action action, String with) throws Exception {
        Outcome outcome = GivenAttempt.of("key-1").perform(action, with);
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return JsonMapper.builder()
                .build()
                .readTree(((Outcome.Success) outcome).output())
                .get("stdout")
                .asText();
    }
}
