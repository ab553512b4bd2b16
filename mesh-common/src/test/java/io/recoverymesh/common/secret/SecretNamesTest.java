package io.recoverymesh.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        password=hunter2 and more              | password=[redacted] and more
        DB_PASSWORD: hunter2                   | DB_PASSWORD: [redacted]
        Authorization: Bearer ey.abc           | Authorization: Bearer [redacted]
        {"apiKey":"a\\"b","x":1}               | {"apiKey":"[redacted]","x":1}
        curl https://me:pw@host/x?token=ab&y=1 | curl https://me:[redacted]@host/x?token=[redacted]&y=1
        token=${secret:env:PAY}                | token=${secret:env:PAY}
        the token was refused                  | the token was refused
        idempotencyKey=abc author=me           | idempotencyKey=abc author=me
        """)
    void redactsWhatFollowsASecretName(String text, String redacted) {
        assertThat(SecretNames.redactText(text)).isEqualTo(redacted);
    }

    @Test
    void redactsWholeValuesOfSecretNamesInDocuments() {
        assertThat(SecretNames.redactJson(
                        "{\"a\":[{\"Client-Secret\":{\"x\":1},\"token\":\"${secret:env:T}\"}],\"said\":\"pwd=1 b\"}"))
                .isEqualTo(
                        "{\"a\":[{\"Client-Secret\":\"[redacted]\",\"token\":\"${secret:env:T}\"}],\"said\":\"pwd=[redacted]"
                                + " b\"}");
    }

    @Test
    void leavesADocumentWithoutSecretsAsItIsWritten() {
        String json = "{\"a\": 1.10, \"b\": 1e400, \"c\": [12345678901234567890123.5]}";
        assertThat(SecretNames.redactJson(json)).isEqualTo(json);
        assertThat(SecretNames.redactJson("{\"a\":1.10,\"token\":\"x\"}"))
                .isEqualTo("{\"a\":1.10,\"token\":\"[redacted]\"}");
    }

    @Test
    void costsNoMoreThanTheLengthOfAHostileText() {
        String hostile = "token-".repeat(20_000) + "a:".repeat(20_000) + "\"".repeat(20_000) + "://".repeat(10_000);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SecretNames.redactText(hostile)))
                .isNotEmpty();
    }

    @Test
    void redactsTheRestOfAValueWhereATextWasCut() {
        KnownSecrets known = new KnownSecrets();
        known.add("s3cr3t-0123456789");
        assertThat(known.redactText("it said s3cr3t-012345…")).isEqualTo("it said [redacted]");
        assertThat(known.redactText("t-0123456789 it said")).isEqualTo("[redacted] it said");
    }
}
