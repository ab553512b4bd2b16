package io.recoverymesh.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is too much, too deep, too slow, or comes while Kafka is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeLimitsTest {
    private static final String ALERTMANAGER = "/api/v1/alerts/alertmanager";
    private static final String SIGNALS = "/api/v1/signals";

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedServer server;
    private FakeIntake intake;

    @BeforeAll
    void start() {
        server = FakeIntake.serve();
        intake = server.getApplicationContext().getBean(FakeIntake.class);
    }

    @AfterAll
    void stop() {
        server.close();
        client.close();
    }

    @BeforeEach
    void empty() {
        intake.reset();
    }

    @Test
    void refusesTenThousandLevels() throws Exception {
        HttpResponse<String> answer = post(SIGNALS, "application/json", "[".repeat(10_000) + "]".repeat(10_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 50 levels");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(post(SIGNALS, "application/json", " ".repeat(2 * 1024 * 1024))
                        .statusCode())
                .isEqualTo(413);
        CompletableFuture<Integer> huge = client.sendAsync(
                        request(SIGNALS, " ".repeat(11 * 1024 * 1024)), HttpResponse.BodyHandlers.ofString())
                .orTimeout(60, TimeUnit.SECONDS)
                .handle((answer, error) -> {
                    if (error != null) {
                        assertThat(error)
                                .as("the server may hang up first, but does not keep the client waiting")
                                .hasRootCauseInstanceOf(IOException.class);
                        return 413;
                    }
                    return answer.statusCode();
                });
        assertThat(huge.get()).isEqualTo(413);
    }

    @Test
    void asksToSendAgainWhileKafkaIsAway() throws Exception {
        intake.kafkaIsAway = true;
        HttpResponse<String> answer = post(ALERTMANAGER, "application/json", file("1-high-latency-firing"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("no broker answered");
    }

    @Test
    void readsGzipAndRefusesWhatUnpacksToTooMuch() throws Exception {
        String signal = "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"DOWN\"}";
        assertThat(packed(signal).statusCode()).isEqualTo(202);
        assertThat(packed(signal + " ".repeat(8 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(intake.taken).hasSize(1);
    }

    @Test
    void asksToSendAgainRatherThanHoldMoreThanItHasRoomFor() throws Exception {
        intake.gate = new CountDownLatch(1);
        String large = "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"DOWN\"}" + " ".repeat(1_000_000);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 24; i++) {
                answers.add(client.sendAsync(request(SIGNALS, large), HttpResponse.BodyHandlers.ofString()));
            }
            List<HttpResponse<String>> shed = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                shed.clear();
                answers.stream()
                        .filter(CompletableFuture::isDone)
                        .map(CompletableFuture::join)
                        .forEach(shed::add);
                return shed.size() == 24 - 16;
            });
            assertThat(shed).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
        } finally {
            intake.gate.countDown();
        }
        assertThat(answers.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 202))
                .as("16 MiB hold sixteen of them")
                .hasSize(16);
        assertThat(post(SIGNALS, "application/json", large).statusCode())
                .as("there is room again")
                .isEqualTo(202);
    }

    @Test
    void givesUpOnABodyThatDoesNotCome() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST " + SIGNALS + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000\r\n\r\n{\"kind\":")
                            .getBytes(StandardCharsets.UTF_8));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(status).startsWith("HTTP/1.1 503");
        }
    }

    private HttpResponse<String> packed(String body) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return client.send(
                HttpRequest.newBuilder(URI.create(server.getURL() + SIGNALS))
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String file(String name) throws IOException {
        try (InputStream in = IntakeControllerTest.class.getResourceAsStream("/alertmanager/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
