package io.recoverymesh.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.recoverymesh.common.registry.RegistryException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSchemaRegistryTest {

    private static final String NO_SCHEMA = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";

    @ParameterizedTest
    @CsvSource({
        "404, 40401, SUBJECT_NOT_FOUND",
        "404, 40402, VERSION_NOT_FOUND",
        "404, 40403, SCHEMA_NOT_FOUND",
        "409, 409,   INCOMPATIBLE",
        "409, 40901, INCOMPATIBLE",
        "422, 42201, INVALID_SCHEMA",
        "401, 40101, UNAUTHORIZED",
        "403, 40301, UNAUTHORIZED",
        "404, 404,   UNEXPECTED",
        "500, 50001, UNAVAILABLE",
        "429, 42901, UNAVAILABLE"
    })
    void tellsReasonsByStatusAndCode(int status, int code, Reason reason) {
        try (RegistryStub stub = RegistryStub.always(status, "{\"error_code\":" + code + ",\"message\":\"so\"}")) {
            SchemaRegistry registry = SchemaRegistries.of(stub.config());

            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> registry.schemaOf(7))
                    .withMessageContaining("HTTP " + status)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Test
    void asksTheNextUrlWhenOneIsAwayAndStaysWithTheOneThatAnswers() throws IOException {
        try (RegistryStub broken = RegistryStub.always(503, "");
                RegistryStub good = RegistryStub.always(200, STRING)) {
            String urls = "http://127.0.0.1:" + freePort() + "," + broken.url() + "/ , " + good.url();
            SchemaRegistry registry = SchemaRegistries.of(Map.of("schema.registry.url", urls));

            assertThat(registry.schemaOf(1).getType()).isEqualTo(Schema.Type.STRING);
            assertThat(registry.schemaOf(2).getType()).isEqualTo(Schema.Type.STRING);

            assertThat(broken.requests).containsExactly("GET /schemas/ids/1");
            assertThat(good.requests).containsExactly("GET /schemas/ids/1", "GET /schemas/ids/2");
        }
    }

    @Test
    void triesAgainInRoundsAndThenSaysWhatItTried() {
        try (RegistryStub stub = RegistryStub.always(500, "{\"message\":\"ill\"}")) {
            Map<String, Object> config = new HashMap<>(stub.config());
            config.put("max.retries", "2");
            config.put("retries.wait.ms", "1");

            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> SchemaRegistries.of(config).schemaOf(1))
                    .withMessageContaining("3 rounds")
                    .withMessageContaining("ill")
                    .matches(RegistryException::isTransient);
            assertThat(stub.requests).hasSize(3);
        }
    }

    @Test
    void remembersSchemasAndForAWhileMissingOnes() {
        try (RegistryStub stub = new RegistryStub(request -> request.endsWith("/1")
                ? new RegistryStub.Answer(200, STRING)
                : new RegistryStub.Answer(404, NO_SCHEMA))) {
            long[] now = {0};
            SchemaRegistry registry =
                    new CachedSchemaRegistry(new RestSchemaRegistry(RegistryConfig.of(stub.config())), () -> now[0]);
            registry.schemaOf(1);
            registry.schemaOf(1);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> registry.schemaOf(2));
            }
            assertThat(stub.requests).containsExactly("GET /schemas/ids/1", "GET /schemas/ids/2");

            now[0] += 6_000_000_000L;
            assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> registry.schemaOf(2));
            assertThat(stub.requests).hasSize(3);
        }
    }

    @Test
    void sendsBasicCredentialsFromTheUrlWithoutShowingThem() {
        try (RegistryStub stub = RegistryStub.always(200, STRING)) {
            String url = stub.url().replace("http://", "http://me:secret@");
            SchemaRegistries.of(Map.of("schema.registry.url", url)).schemaOf(1);

            assertThat(stub.authorizations).containsExactly("Basic bWU6c2VjcmV0");
            assertThat(RegistryConfig.of(Map.of("schema.registry.url", url)).toString())
                    .doesNotContain("secret");
        }
    }

    @Test
    void sendsConfiguredCredentials() {
        try (RegistryStub stub = RegistryStub.always(200, STRING)) {
            SchemaRegistries.of(with(
                            stub, "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:secret"))
                    .schemaOf(1);
            SchemaRegistries.of(
                            with(stub, "bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "token"))
                    .schemaOf(1);

            assertThat(stub.authorizations).containsExactly("Basic bWU6c2VjcmV0", "Bearer token");
        }
    }

    @Test
    void doesNotFollowARedirectThatCouldCarryCredentialsAway() {
        try (RegistryStub stub = RegistryStub.always(302, "")) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> SchemaRegistries.of(stub.config()).schemaOf(1))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNEXPECTED));
        }
    }

    @Test
    void escapesSubjects() {
        try (RegistryStub stub = RegistryStub.always(404, NO_SCHEMA)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> SchemaRegistries.of(stub.config()).latest("a b/c?"));
            assertThat(stub.requests).containsExactly("GET /subjects/a%20b%2Fc%3F/versions/latest");
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://host", "no url", "mock://a;http://b", "''"})
    void refusesAUrlThatIsNone(String urls) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SchemaRegistries.of(Map.of("schema.registry.url", urls.replace(';', ','))))
                .withMessageContaining("schema.registry.url");
    }

    @Test
    void equalConfigurationsShareOneClient() {
        Map<String, Object> config = Map.of("schema.registry.url", "http://127.0.0.1:1");

        assertThat(SchemaRegistries.of(config)).isSameAs(SchemaRegistries.of(new HashMap<>(config)));
    }

    private static Map<String, Object> with(RegistryStub stub, String... settings) {
        Map<String, Object> config = new HashMap<>(stub.config());
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return config;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
