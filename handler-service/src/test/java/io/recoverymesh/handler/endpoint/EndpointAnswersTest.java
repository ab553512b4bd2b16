package io.recoverymesh.handler.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.secret.AllowedSecrets;
import io.recoverymesh.handler.secret.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an endpoint answers, it is known what that means, and nothing is asked without end. */
@Timeout(30)
final class EndpointAnswersTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final AtomicInteger asked = new AtomicInteger();
    private Path directory;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path given) throws IOException {
        directory = given;
        server = HttpServer.create(ANY_PORT, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private interface Answer {
        void to(HttpExchange exchange, int number) throws IOException;
    }

    @Test
    void aServerErrorLeavesTheEffectUnknownAndSaysWhatTheServerSaid() throws Exception {
        Outcome outcome = perform((exchange, number) -> text(exchange, 500, "{\"error\":\"no disk\"}"));
        assertThat(outcome)
                .isEqualTo(
                        Outcome.unknown("Expected the endpoint to perform the action, but it answered 500: no disk"));
    }

    @Test
    void aConflictIsAskedAgainUntilTheKeyHasEnded() throws Exception {
        Outcome outcome = perform((exchange, number) -> {
            exchange.getResponseHeaders().add("Retry-After", "0");
            text(exchange, number < 4 ? 409 : 200, "{\"n\":" + number + "}");
        });
        assertThat(outcome).isEqualTo(Outcome.success("{\"n\":4}"));
    }

    @Test
    void oneThatAsksNotToBeWaitedForIsNotAskedInACircle() throws Exception {
        Outcome outcome = perform(
                (exchange, number) -> {
                    exchange.getResponseHeaders().add("Retry-After", "0");
                    text(exchange, 202, "");
                },
                Duration.ofSeconds(1));
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(asked.get()).isBetween(2, 12);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        Outcome outcome = perform((exchange, number) -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
            text(exchange, 302, "");
        });
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.error())
                .contains("169.254.169.254"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aStatusAddressElsewhereIsNotAsked() throws Exception {
        Outcome outcome = perform((exchange, number) -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/status");
            text(exchange, 202, "");
        });
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.error())
                .contains("Expected a status address of http://127.0.0.1:", "but got http://127.0.0.1:1/status"));
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        Outcome outcome = perform((exchange, number) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(block);
                }
            }
        });
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Success.class, success -> assertThat(success.output())
                .hasSizeLessThan(70_000));
    }

    @Test
    void whatIsNoHttpLeavesTheEffectUnknown() throws Exception {
        try (ServerSocket garbage = new ServerSocket()) {
            garbage.bind(ANY_PORT);
            Thread.ofVirtual().start(() -> {
                try (Socket socket = garbage.accept()) {
                    socket.getOutputStream().write("\0\1\2 no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(GivenAttempt.of("key").perform(action(garbage.getLocalPort(), ""), "{}"))
                    .isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void withoutItsSecretNothingIsSentAndThatIsKnown() throws Exception {
        answer((exchange, number) -> text(exchange, 200, ""));
        Action action =
                action(server.getAddress().getPort(), "headers: {Authorization: \"${secret:env:NOT_THERE}\"}, ");
        assertThat(GivenAttempt.of("key").perform(action, "{}"))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                    assertThat(failure.retryable()).isFalse();
                    assertThat(failure.error()).contains("NOT_THERE");
                });
        assertThat(asked).hasValue(0);
    }

    private Outcome perform(Answer answer) throws Exception {
        return perform(answer, Duration.ofSeconds(20));
    }

    private Outcome perform(Answer answer, Duration left) throws Exception {
        answer(answer);
        Action action = action(server.getAddress().getPort(), "");
        return GivenAttempt.of("key")
                .until(InstantSource.system().instant().plus(left))
                .perform(action, "{}");
    }

    private void answer(Answer answer) {
        server.createContext("/", exchange -> answer.to(exchange, asked.incrementAndGet()));
    }

    private Action action(int port, String headers) throws IOException {
        Path file = directory.resolve("handlers.yaml");
        Files.writeString(
                file, "handlers: {a: {url: \"http://127.0.0.1:" + port + "\", " + headers + "actions: {go: {}}}}");
        Secrets secrets = new Secrets(new AllowedSecrets(List.of()), Map.of(), new KnownSecrets());
        return new EndpointHandlers(InstantSource.system(), secrets)
                .of(file)
                .getFirst()
                .action("go")
                .orElseThrow();
    }

    private static void text(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
