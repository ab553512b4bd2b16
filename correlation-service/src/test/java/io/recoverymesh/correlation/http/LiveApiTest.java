package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.correlation.decision.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LiveApiTest {
    private final Api api = new Api();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        api.close();
    }

    @Test
    void firstASnapshotThenWhatHappens() throws Exception {
        try (BufferedReader events = events(null)) {
            assertThat(next(events, "event: ")).isEqualTo("event: snapshot");
            assertThat(next(events, "data: ")).contains("\"counts\":{\"targets\":0");

            api.mesh.tale.down("payments");
            api.mesh.tale.ask(Plan.auto("restart-payments"), "payments");
            api.tell();
            String id = next(events, "id: ");
            assertThat(next(events, "event: ")).isEqualTo("event: changes");
            assertThat(next(events, "data: ")).contains("VerdictGiven", "RecoveryStarted", "f-e-payments-");
            try (BufferedReader again = events(id.substring(4))) {
                api.feed().resync("test");
                assertThat(next(again, "event: ")).as("nothing was missed").isEqualTo("event: resync");
            }
        }
    }

    @Test
    void aConnectionThatIsGoneIsForgotten() throws Exception {
        BufferedReader events = events(null);
        next(events, "event: ");
        assertThat(api.feed().watchers()).isEqualTo(1);
        client.shutdownNow();

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            api.feed().beat();
            return api.feed().watchers() == 0;
        });
    }

    private BufferedReader events(@Nullable String lastSeen) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.server().getURL() + "/api/v1/events"));
        if (lastSeen != null) {
            request.header("Last-Event-ID", lastSeen);
        }
        HttpResponse<InputStream> response =
                client.send(request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Content-Encoding").orElse("identity"))
                .isEqualTo("identity");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader events, String beginning) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException("Expected a line '" + beginning + "…', but the stream ended");
    }
}
