package io.recoverymesh.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.Endpoint;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.schemas.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class HttpActionTest {
    private final Endpoint server = new Endpoint();
    private final HttpAction action = action("127.0.0.1");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callsOnceWithTheIdempotencyKeyAndTheTrace() throws Exception {
        server.answers(202, "draining");

        JsonNode output = succeeded(
                perform("\"headers\":{\"X-Team\":\"pay\",\"Idempotency-Key\":\"mine\"},\"body\":{\"drain\":true}"));

        assertThat(output.get("status").asInt()).isEqualTo(202);
        assertThat(output.get("body").asText()).isEqualTo("draining");
        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/drain");
            assertThat(request.headers().get("Idempotency-key")).containsExactly("key-1");
            assertThat(request.headers().get("Traceparent")).containsExactly("00-trace-span-01");
            assertThat(request.headers().get("X-team")).containsExactly("pay");
            assertThat(request.headers().get("Content-type")).containsExactly("application/json");
            assertThat(request.body()).isEqualTo("{\"drain\":true}");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "404, false",
        "409, false",
        "302, false",
        "408, true",
        "429, true",
        "500, true",
        "503, true"
    })
    void tellsWhetherAnotherTryMakesSense(int status, boolean retryable) throws Exception {
        server.answers(status, "no");

        assertThat(perform("\"method\":\"GET\"")).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.error())
                    .startsWith("Expected status 2xx of GET http://127.0.0.1:")
                    .endsWith("/drain, but got " + status + ": no");
            assertThat(failure.retryable()).isEqualTo(retryable);
        });
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void takesTheStatusThatThePolicyExpects() throws Exception {
        server.answers(404, "");
        assertThat(perform("\"expect\":[200,404]")).isInstanceOf(Outcome.Success.class);

        server.answers(204, "");
        assertThat(perform("\"expect\":[200]")).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void keepsTheHeadOfALargeBody() throws Exception {
        server.answers(200, "x".repeat(2_000_000));

        JsonNode output = succeeded(perform("\"method\":\"GET\""));

        assertThat(output.get("body").asText()).hasSize(64 * 1024);
        assertThat(output.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void givesUpAtTheDeadlineBeforeAndWithinTheBody() throws Exception {
        server.neverAnswers();
        assertTimedOut(perform("\"method\":\"GET\"", Instant.now().plusMillis(300)));

        server.beginsABodyThatNeverEnds();
        assertTimedOut(perform("\"method\":\"GET\"", Instant.now().plusMillis(300)));
    }

    @Test
    void offersAnotherTryWhenTheConnectionBreaks() throws Exception {
        server.hangsUp();

        assertThat(perform("\"method\":\"GET\"")).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.FAILED);
            assertThat(failure.retryable()).isTrue();
        });
    }

    @Test
    void hangsUpWhenItIsInterrupted() throws Exception {
        server.neverAnswers();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                perform("\"method\":\"GET\"");
            } catch (Exception e) {
                interrupted.set(e instanceof InterruptedException);
            }
        });

        await().until(() -> !server.requests.isEmpty());
        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(interrupted).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                | Expected 'url' of http, but there is none. Mend 'with' in the policy.
        {"url":"http://127.0.0.1/","metod":"GET"}         | Expected the fields [body, expect, headers, method, redirects, url] of http, but got 'metod'
        {"url":"http://127.0.0.1/","method":"TRACE"}      | Expected 'method' of http to be one of
        {"url":"file:///etc/passwd"}                      | Expected 'url' to start with http:// or https://
        {"url":"gopher://127.0.0.1/"}                     | Expected 'url' to start with http:// or https://
        {"url":"//127.0.0.1/"}                            | Expected 'url' to start with http:// or https://
        {"url":"http:///a"}                               | Expected 'url' to
        {"url":"http://me:pass@127.0.0.1/"}               | Expected 'url' without user and password
        {"url":"http://127.0.0.1:80@10.0.0.1/"}           | Expected 'url' without user and password
        {"url":"http://10.0.0.1/"}                        | Expected 'url' to name one of the allowed hosts [127.0.0.1], but got 10.0.0.1:80. Add '10.0.0.1' to handler.http.allowed-hosts
        {"url":"http://127.0.0.1.evil.example/"}          | Expected 'url' to name one of the allowed hosts
        {"url":"http://127.0.0.1 /"}                      | Expected 'url' to be a URL
        {"url":"http://127.0.0.1:0/"}                     | port from 1 to 65535
        {"url":"http://127.0.0.1/","expect":[999]}        | Expected 'expect' of http to be a list of status codes
        {"url":"http://127.0.0.1/","expect":200}          | Expected 'expect' of http to be a list of status codes
        {"url":"http://127.0.0.1/","headers":["a"]}       | Expected 'headers' of http to be a map
        {"url":"http://127.0.0.1/","headers":{"a b":"c"}} | Expected 'headers' of http to be named by letters
        {"url":"http://127.0.0.1/","headers":{"Host":"c"}} | other than those that the request itself needs, but got 'Host'
        {"url":"http://127.0.0.1/","headers":{"a":"b\\nc"}} | Expected 'headers.a' of http to be one line
        {"url":"http://127.0.0.1/","redirects":6}         | Expected 'redirects' of http to be a whole number from 0 to 5, but got '6'
        """)
    void refusesBeforeItStartsWhatItWouldNotCall(String with, String sentence) {
        assertThat(action.objection(Arguments.parse(with)))
                .hasValueSatisfying(said -> assertThat(said).contains(sentence));
    }

    @Test
    void callsNobodyUnlessToldWhomItMay() {
        HttpAction closed = action();

        assertThat(closed.objection(Arguments.parse("{\"url\":\"http://127.0.0.1/\"}")))
                .hasValueSatisfying(said -> assertThat(said).contains("allowed hosts [], but got 127.0.0.1:80"));
    }

    @Test
    void takesDotsThatAreNoSegments() {
        assertThat(action.objection(Arguments.parse("{\"url\":\"http://127.0.0.1/v1.2/a..b/.well-known/x?p=../y\"}")))
                .isEmpty();
    }

    @Test
    void mayBeAllowedOnePortOnly() {
        HttpAction one = action("LB.example:8443");

        assertThat(one.objection(Arguments.parse("{\"url\":\"https://lb.example:8443/\"}")))
                .isEmpty();
        assertThat(one.objection(Arguments.parse("{\"url\":\"https://lb.example/\"}")))
                .isPresent();
    }

    @Test
    void namesTheSettingThatIsOutOfItsLimits() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new HttpSettings(List.of("http://a"), List.of(), second, second, 1))
                .hasMessageContaining("handler.http.allowed-hosts");
        assertThatThrownBy(() -> new HttpSettings(List.of(), List.of(), Duration.ZERO, second, 1))
                .hasMessageContaining("handler.http.timeout");
        assertThatThrownBy(() -> new HttpSettings(List.of(), List.of(), second, Duration.ofHours(2), 1))
                .hasMessageContaining("handler.http.connect-timeout");
        assertThatThrownBy(() -> new HttpSettings(List.of(), List.of(), second, second, 65_537))
                .hasMessageContaining("handler.http.response-limit");
    }

    private Outcome perform(String fields) throws Exception {
        return perform(fields, Instant.now().plusSeconds(20));
    }

    private Outcome perform(String fields, Instant deadline) throws Exception {
        Arguments with = Arguments.parse("{\"url\":\"" + server.url() + "/drain\"," + fields + "}");
        assertThat(action.objection(with)).isEmpty();
        return GivenAttempt.of("key-1").until(deadline).perform(action, with.toString());
    }

    private static HttpAction action(String... allowedHosts) {
        HttpSettings settings = new HttpSettings(
                List.of(allowedHosts),
                List.of(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                HttpSettings.DEFAULT_RESPONSE_LIMIT);
        HttpCaller caller = new HttpCaller(settings, List.of(), NameLookup.ofThisSystem());
        return new HttpAction(settings, caller, InstantSource.system());
    }

    private static void assertTimedOut(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.kind())
                .isEqualTo(FailureKind.TIMED_OUT));
    }

    private static JsonNode succeeded(Outcome outcome) throws Exception {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return JsonMapper.builder().build().readTree(((Outcome.Success) outcome).output());
    }
}
