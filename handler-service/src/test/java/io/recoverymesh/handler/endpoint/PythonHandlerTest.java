package io.recoverymesh.handler.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.fixture.GivenSecrets;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.Safety;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PythonHandlerTest {
    private Path directory;
    private PythonHandler python;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        python = PythonHandler.start(directory, GivenSecrets.none());
    }

    @AfterEach
    void stop() {
        python.close();
    }

    @Test
    void isAnnouncedAsItIsRegistered() {
        assertThat(python.handler().name()).isEqualTo("search");
        assertThat(python.action("restart").description().getSafety()).isEqualTo(Safety.IDEMPOTENT);
        assertThat(python.action("restart").objection(Arguments.parse("{\"service\":\"--config=/x\"}")))
                .isNotEmpty();
        assertThat(python.action("restart").objection(Arguments.parse("{\"service\":\"index\"}")))
                .isEmpty();
    }

    @Test
    void performsAQuickActionOnceForEachKey() throws Exception {
        for (int delivery = 0; delivery < 2; delivery++) {
            assertThat(GivenAttempt.of("key-1").perform(python.action("restart"), "{\"service\":\"index\"}"))
                    .isEqualTo(Outcome.success("{\"restarted\":\"index\"}"));
        }
        assertThat(python.journal()).containsExactly("restart index key-1");
    }

    @Test
    void followsALongActionAndSaysHowFarItIs() throws Exception {
        GivenAttempt attempt = GivenAttempt.of("key-2");
        assertThat(attempt.perform(python.action("rebuild"), "{\"index\":\"orders\"}"))
                .isEqualTo(Outcome.success("{\"shards\":3}"));
        assertThat(attempt.words()).anyMatch(words -> words.startsWith("shard "));
        assertThat(python.journal()).containsExactly("rebuild orders key-2");
    }

    @Test
    void aSecondAttemptFindsTheFirstStillRunningAndWaitsForIt() throws Exception {
        CompletableFuture<Outcome> first = begin("key-3", "{\"index\":\"orders\"}");
        Outcome second = GivenAttempt.of("key-3").perform(python.action("rebuild"), "{\"index\":\"orders\"}");
        assertThat(second).isEqualTo(Outcome.success("{\"shards\":3}"));
        assertThat(first.get()).isEqualTo(second);
        assertThat(python.journal()).containsExactly("rebuild orders key-3");
    }

    @Test
    void answersWhetherAnEffectTookPlace() throws Exception {
        GivenAttempt attempt = GivenAttempt.of("key-4");
        assertThat(probe(attempt)).isEqualTo(EffectState.DID_NOT_TAKE_PLACE);
        attempt.perform(python.action("rebuild"), "{\"index\":\"orders\",\"shards\":1}");
        assertThat(probe(attempt)).isEqualTo(EffectState.TOOK_PLACE);
    }

    @Test
    void whatAProcessThatDiedLeftBehindIsNotKnown() throws Exception {
        CompletableFuture<Outcome> running = begin("key-5", "{\"index\":\"orders\",\"shards\":50}");
        await().until(() -> probeIsRunning("key-5"));
        python.kill();
        assertThat(running.get()).isInstanceOf(Outcome.Unknown.class);
        assertThat(GivenAttempt.of("key-6").perform(python.action("restart"), "{\"service\":\"index\"}"))
                .as("nobody was reached: nothing took place")
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isTrue());
        assertThat(probe(GivenAttempt.of("key-5"))).isEqualTo(EffectState.NOT_KNOWN);
    }

    @Test
    void isAskedToStopWhenTheAttemptIsCancelled() throws Exception {
        CompletableFuture<Outcome> running = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                running.complete(
                        GivenAttempt.of("key-7").perform(python.action("rebuild"), "{\"index\":\"a\",\"shards\":50}"));
            } catch (Exception e) {
                running.completeExceptionally(e);
            }
        });
        await().until(() -> probeIsRunning("key-7"));
        thread.interrupt();
        assertThatThrownBy(running::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> probe(GivenAttempt.of("key-7")) == EffectState.NOT_KNOWN);
        assertThat(python.journal()).isEmpty();
    }

    private EffectState probe(GivenAttempt attempt) throws Exception {
        return python.action("rebuild")
                .probe(GivenAttempt.invocation("rebuild", "{}"), attempt)
                .effect();
    }

    private boolean probeIsRunning(String key) throws Exception {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var registered = new EndpointReader("x")
                    .read(com.fasterxml.jackson.dataformat.yaml.YAMLMapper.builder()
                            .build()
                            .readTree(directory.resolve("handlers.yaml").toFile()))
                    .getFirst();
            var request = java.net.http.HttpRequest.newBuilder(registered.effect("rebuild", key))
                    .build();
            return client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 202;
        }
    }

    private CompletableFuture<Outcome> begin(String key, String with) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Executors.newVirtualThreadPerTaskExecutor().execute(() -> {
            try {
                outcome.complete(GivenAttempt.of(key).perform(python.action("rebuild"), with));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }
}
