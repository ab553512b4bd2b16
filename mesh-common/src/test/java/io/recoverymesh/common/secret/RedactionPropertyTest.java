package io.recoverymesh.common.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RedactionPropertyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 300)
    void noKnownValueIsLeftInAnyTextOrDocument(
            @ForAll("secrets") List<String> secrets, @ForAll("words") String before, @ForAll("words") String after)
            throws Exception {
        KnownSecrets known = new KnownSecrets();
        secrets.forEach(known::add);
        for (String secret : secrets) {
            String text = before + secret + after + secret;
            String json =
                    JSON.createObjectNode().put("said", text).put(secret, 1).toString();

            assertThat(known.redactText(text)).doesNotContain(secrets);
            JsonNode redacted = JSON.readTree(known.redactJson(json));
            assertThat(redacted.toString()).doesNotContain(secrets);
            assertThat(redacted.get("said").asText()).doesNotContain(secrets);
            assertThat(known.redactText(URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                    .isEqualTo("[redacted]");
            assertThat(known.redactText(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                    .startsWith("[redacted]");
        }
    }

    @Property(tries = 200)
    void textsWithoutSecretsStayAsTheyAre(@ForAll("words") String text) {
        KnownSecrets known = new KnownSecrets();
        known.add("0123456789abcdef");
        assertThat(known.redactText(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<List<String>> secrets() {
        return Arbitraries.strings()
                .withChars("pqxz0189\"\\/+ =&%ä€$")
                .ofMinLength(8)
                .ofMaxLength(40)
                .filter(secret -> secret.strip().length() >= 8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("acegi \n").ofMaxLength(60);
    }
}
