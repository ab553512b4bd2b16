package io.recoverymesh.handler.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.Endpoint;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.handler.fixture.GivenSecrets;
import io.recoverymesh.handler.http.HttpCaller;
import io.recoverymesh.handler.http.HttpSettings;
import io.recoverymesh.handler.http.NameLookup;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class SendActionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTICE = """
        {"channel":"oncall","title":"payments\\r\\nis <!channel> down","text":"blocked & waiting","severity":"Critical",
         "flow":"f-1","recovery":"r-9","target":"team/payments","more":{"ignored":true}}\
        """;

    private final Endpoint server = new Endpoint();
    private final Secrets secrets =
            GivenSecrets.of(Map.of("PD", "routing-key-0123456789", "HOOK", server.url() + "/T0/B0/xyz"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void postsAWebhookWithKeyTraceAndConfiguredHeaders() throws Exception {
        server.answers(204, "");
        Action action = action(Map.of(
                "oncall",
                Map.of(
                        "type",
                        "webhook",
                        "url",
                        server.url() + "/hook",
                        "headers",
                        Map.of("X-Key", "${secret:env:PD}"))));

        assertThat(succeeded(perform(action, NOTICE)).toString())
                .isEqualTo("{\"channel\":\"oncall\",\"type\":\"webhook\"}");

        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request.headers().get("Idempotency-key")).containsExactly("key-1");
            assertThat(request.headers().get("Traceparent")).containsExactly("00-trace-span-01");
            assertThat(request.headers().get("X-key")).containsExactly("routing-key-0123456789");
            assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree("""
                {"title":"payments is <!channel> down","text":"blocked & waiting","severity":"critical",
                 "target":"team/payments","flow":"f-1","recovery":"r-9","link":"http://mesh/f-1",
                 "idempotencyKey":"key-1"}\
                """));
        });
    }

    @Test
    void tellsSlackWithoutLettingASignalMentionAChannelOrShowingTheUrl() throws Exception {
        server.answers(200, "ok");
        Action action = action(Map.of("oncall", Map.of("type", "slack", "url", "${secret:env:HOOK}")));

        assertThat(perform(action, NOTICE)).isInstanceOf(Outcome.Success.class);
        assertThat(server.requests.getFirst().path()).isEqualTo("/T0/B0/xyz");
        assertThat(JSON.readTree(server.requests.getFirst().body()).get("text").asText())
                .isEqualTo("*payments is &lt;!channel&gt; down*\nblocked &amp; waiting\nseverity: critical\n"
                        + "target: team/payments\nflow: f-1\nrecovery: r-9\nlink: http://mesh/f-1");

        server.answers(404, "no_team at " + server.url() + "/T0/B0/xyz");
        assertThat(perform(action, NOTICE)).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.error())
                    .isEqualTo("Expected slack to take the notice, but it answered 404: no_team at [redacted]");
            assertThat(failure.retryable()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"critical, critical", "page, critical", "WARNING, warning", "low, info", "whatever, error"})
    void opensOneIncidentForAllTriesInPagerDuty(String severity, String shown) throws Exception {
        server.answers(202, "{\"status\":\"success\"}");
        Action action = action(Map.of(
                "oncall",
                Map.of("type", "pagerduty", "routing-key", "${secret:env:PD}", "url", server.url() + "/v2/enqueue")));
        String notice =
                "{\"channel\":\"oncall\",\"title\":\"" + "t".repeat(2_000) + "\",\"severity\":\"" + severity + "\"}";

        assertThat(perform(action, notice)).isInstanceOf(Outcome.Success.class);
        assertThat(perform(action, notice)).isInstanceOf(Outcome.Success.class);

        assertThat(server.requests).hasSize(2).allSatisfy(request -> {
            JsonNode event = JSON.readTree(request.body());
            assertThat(event.get("routing_key").asText()).isEqualTo("routing-key-0123456789");
            assertThat(event.get("event_action").asText()).isEqualTo("trigger");
            assertThat(event.get("dedup_key").asText()).isEqualTo("key-1");
            assertThat(event.at("/payload/severity").asText()).isEqualTo(shown);
            assertThat(event.at("/payload/source").asText()).isEqualTo("team/payments/payments-1");
            assertThat(event.at("/payload/summary").asText()).hasSizeLessThanOrEqualTo(1_024);
        });
    }

    @ParameterizedTest
    @CsvSource({"400, false", "429, true", "503, true", "302, false"})
    void saysWhetherAnotherTryMakesSense(int status, boolean retryable) throws Exception {
        server.answers(status, "");
        assertThat(perform(webhook(), NOTICE))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isEqualTo(retryable));
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        server.neverAnswers();
        assertThat(GivenAttempt.of("key-1").until(Instant.now().plusMillis(300)).perform(webhook(), NOTICE))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> assertThat(failure.retryable())
                        .isTrue());
    }

    @Test
    void namesTheChannelsThereAreWhenAskedForAnother() {
        Action action = action(Map.of("team", Map.of("type", "log"), "audit", Map.of("type", "log")));

        assertThat(action.objection(Arguments.parse(NOTICE)))
                .hasValue(
                        "Expected 'channel' of notify/send to be one of the configured channels [audit, team], but got"
                                + " 'oncall'. Configure it in handler.notify.channels where the handler runs, or set"
                                + " handler.notify.fallback.");
    }

    @Test
    void theFallbackTakesWhatIsForAChannelThatThereIsNotAndSaysSo() throws Exception {
        Action action = action(Map.of("log", Map.of("type", "log")), "log");

        assertThat(action.objection(Arguments.parse(NOTICE))).isEmpty();
        assertThat(succeeded(perform(action, NOTICE)).toString())
                .isEqualTo("{\"channel\":\"log\",\"type\":\"log\","
                        + "\"warning\":\"Channel 'oncall' is not configured; 'log' took the notice.\"}");
    }

    @Test
    void tellsNobodyASecret() throws Exception {
        server.answers(200, "");
        Action action = DiscreetAction.refusing(webhook(), secrets);

        assertThat(action.objection(Arguments.parse("{\"channel\":\"oncall\",\"title\":\"${secret:env:PD}\"}")))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("Expected no secret in the arguments of 'send'"));
        secrets.resolve("${secret:env:PD}");
        perform(
                action,
                "{\"channel\":\"oncall\",\"title\":\"t\",\"text\":\"it said routing-key-0123456789, password=abc\"}");
        assertThat(server.requests.getFirst().body()).contains("it said [redacted], password=[redacted]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"channel":"oncall"}                           | Expected 'title' of notify/send, but there is none
        {"title":"t"}                                  | Expected 'channel' of notify/send, but there is none
        {"channel":"oncall","title":"t","text":["a"]}  | Expected 'text' of notify/send to be one value
        """)
    void refusesANoticeThatSaysNothing(String with, String sentence) {
        assertThat(webhook().objection(Arguments.parse(with)))
                .hasValueSatisfying(said -> assertThat(said).startsWith(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":"fax"}                                  | Expected 'type' of handler.notify.channels.oncall to be one of
        {"type":"slack"}                                | Expected 'url' of handler.notify.channels.oncall, but there is none
        {"type":"slack","url":"ftp://x"}                | to be a URL that starts with https:// or http://, but got 'ftp://x'
        {"type":"slack","url":"${secret:env:NONE}"}     | Expected a secret of at least 4 characters at 'env:NONE', but there is none
        {"type":"webhook","url":"http://x","heders":{}} | Expected the fields [headers, type, url]
        {"type":"pagerduty"}                            | Expected 'routing-key' of handler.notify.channels.oncall
        {"type":"email","host":"h","from":"a@b"}        | Expected 'to' of handler.notify.channels.oncall
        {"type":"email","host":"h","from":"a","to":"a@b"} | Expected 'from' of handler.notify.channels.oncall to be an address
        {"type":"email","host":"h","from":"a@b","to":"a@b","tls":"none","username":"u"} | starttls or tls where there is a password
        """)
    void stopsTheStartWhereAChannelIsWrong(String written, String sentence) throws Exception {
        Map<?, ?> fields = JSON.readValue(written, Map.class);
        assertThatThrownBy(() -> action(Map.of("oncall", fields))).hasMessageContaining(sentence);
    }

    @Test
    void theFallbackMustBeAChannel() {
        assertThatThrownBy(() -> action(Map.of("team", Map.of("type", "log")), "log"))
                .hasMessage("Expected handler.notify.fallback to name one of the channels [team], but got 'log'");
    }

    private Action webhook() {
        return action(Map.of("oncall", Map.of("type", "webhook", "url", server.url() + "/hook")));
    }

    private Action action(Map<String, ?> channels) {
        return action(channels, null);
    }

    private Action action(Map<String, ?> channels, @Nullable String fallback) {
        HttpCaller caller = new HttpCaller(HttpSettings.ofOwnHosts(), List.of(), NameLookup.ofThisSystem());
        Channels made = Channels.of(Map.copyOf(channels), fallback, caller, secrets, InstantSource.system());
        return DiscreetAction.resolving(
                new SendAction(made, "http://mesh/{flow}", secrets.known()::redactText, InstantSource.system()),
                secrets);
    }

    private static Outcome perform(Action action, String with) throws Exception {
        return GivenAttempt.of("key-1").perform(action, with);
    }

    private static JsonNode succeeded(Outcome outcome) throws Exception {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return JSON.readTree(((Outcome.Success) outcome).output());
    }
}
