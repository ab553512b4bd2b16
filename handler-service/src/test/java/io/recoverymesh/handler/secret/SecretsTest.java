package io.recoverymesh.handler.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
    private final Path directory;
    private final KnownSecrets known = new KnownSecrets();
    private final Secrets secrets;

    SecretsTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("key"), "from-a-file\n");
        Files.writeString(directory.resolve("private"), "not for policies");
        this.secrets = new Secrets(
                new AllowedSecrets(List.of("env:PAY_*", "env:GONE", "file:" + directory + "/k*")),
                Map.of("PAY_TOKEN", "from-the-environment", "PAY_PIN", "123", "AWS_KEY", "not for policies"),
                known);
    }

    @Test
    void putsValuesInThePlaceOfReferencesWhateverTheyHold() {
        Arguments resolved = resolve("{\"a\":\"Bearer ${secret:env:PAY_TOKEN}!\",\"b\":[\"${secret:file:" + directory
                + "/key}\"],\"n\":1,\"none\":null}");

        assertThat(resolved.toString())
                .isEqualTo("{\"a\":\"Bearer from-the-environment!\",\"b\":[\"from-a-file\"],\"n\":1,\"none\":null}");
        assertThat(known.redactText("it is from-a-file, from-the-environment"))
                .isEqualTo("it is [redacted], [redacted]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            env:AWS_KEY          | but got 'env:AWS_KEY'. Add it to handler.secrets.allowed where the handler runs.
            env:GONE             | Expected a secret of at least 4 characters at 'env:GONE', but there is none
            env:PAY_PIN          | it is shorter: it could not be redacted
            env:a b              | Expected a secret as ${secret:env:NAME} or ${secret:file:/absolute/path}, but got
            vault:x              | Expected a secret as ${secret:env:NAME}
            file:key             | Expected a secret as ${secret:env:NAME}
            file:DIR/private     | Add it to handler.secrets.allowed
            file:DIR/k/../private| Expected a secret as ${secret:env:NAME}
            file:DIR/k/private   | Add it to handler.secrets.allowed
            file:DIR/knone       | but there is none
            """)
    void refusesWhatPoliciesMayNotNameOrWhatIsNotThere(String reference, String sentence) {
        String place = reference.replace("DIR", directory.toString());
        assertThatThrownBy(() -> resolve("{\"a\":\"${secret:" + place + "}\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theHandlersOwnConfigurationMayNameAny() {
        assertThat(secrets.resolve("x ${secret:env:AWS_KEY}")).isEqualTo("x not for policies");
    }

    @Test
    void aSecretIsNotLookedIntoForMoreSecrets() {
        Secrets nested =
                new Secrets(new AllowedSecrets(List.of("env:A")), Map.of("A", "${secret:env:B}", "B", "deeper"), known);
        assertThat(nested.resolve(Arguments.parse("{\"a\":\"${secret:env:A}\"}"))
                        .text("a"))
                .hasValue("${secret:env:B}");
    }

    @Test
    void namesAPatternThatIsNone() {
        assertThatThrownBy(() -> new AllowedSecrets(List.of("PAY_*")))
                .hasMessageContaining("Expected handler.secrets.allowed to hold env:NAME or file:/path");
    }

    private Arguments resolve(String json) {
        return secrets.resolve(Arguments.parse(json));
    }
}
