package io.recoverymesh.handler.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls an HTTP endpoint once; the expected status is success. Redirects are not followed. */
public final class HttpAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARS = 2_000;
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["url"],"properties":{\
            "method":{"enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"],"default":"POST"},\
            "url":{"type":"string"},"headers":{"type":"object"},"body":{},\
            "expect":{"type":"array","minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}}}}""";

    private final HttpSettings settings;
    private final InstantSource clock;
    private final HttpClient client;

    /** @param clock for deadlines */
    public HttpAction(HttpSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                // Over plain http the offer to upgrade to HTTP/2 confuses small servers.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction("http", "Calls an HTTP endpoint once per attempt", Safety.ONCE, SCHEMA);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            request(Call.of(arguments, settings)).build();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Call call = Call.of(invocation.arguments(), settings);
        Duration left = Duration.between(clock.instant(), context.deadline());
        Duration limit = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
        if (limit.isNegative() || limit.isZero()) {
            return timedOut(call, limit);
        }
        HttpRequest request = request(call)
                .timeout(limit)
                .setHeader("Idempotency-Key", context.idempotencyKey())
                .setHeader("traceparent", invocation.traceparent())
                .build();
        return exchange(call, request, limit);
    }

    private Outcome exchange(Call call, HttpRequest request, Duration limit) throws InterruptedException {
        CompletableFuture<HttpResponse<LimitedBody.Body>> exchange =
                client.sendAsync(request, response -> new LimitedBody(settings.responseLimit()));
        try {
            return outcome(call, exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return timedOut(call, limit);
        } catch (ExecutionException e) {
            return e.getCause() instanceof HttpTimeoutException
                    ? timedOut(call, limit)
                    : Outcome.failure(
                            FailureKind.FAILED, "Expected an answer of " + name(call) + ", but " + e.getCause(), true);
        } finally {
            exchange.cancel(true);
        }
    }

    private static Outcome outcome(Call call, HttpResponse<LimitedBody.Body> response) {
        int status = response.statusCode();
        LimitedBody.Body body = response.body();
        if (call.expects(status)) {
            return Outcome.success(JSON.createObjectNode()
                    .put("status", status)
                    .put("body", body.text())
                    .put("truncated", body.truncated())
                    .toString());
        }
        String expected = call.expect().isEmpty() ? "2xx" : call.expect().toString();
        String said = body.text().isBlank() ? "" : ": " + shown(body.text().strip());
        boolean retryable = status == 408 || status == 429 || status >= 500;
        return Outcome.failure(
                FailureKind.FAILED,
                "Expected status " + expected + " of " + name(call) + ", but got " + status + said,
                retryable);
    }

    private static Outcome timedOut(Call call, Duration limit) {
        return Outcome.failure(
                FailureKind.TIMED_OUT,
                "Expected an answer of " + name(call) + " within " + limit.toMillis() + " ms, but there was none",
                true);
    }

    private static HttpRequest.Builder request(Call call) {
        HttpRequest.BodyPublisher body = call.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(call.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url()).method(call.method(), body);
        call.headers().forEach(request::setHeader);
        return request;
    }

    /** Without the query, which may hold what is nobody's business. */
    private static String name(Call call) {
        return call.method() + " " + call.url().getScheme() + "://" + call.url().getRawAuthority()
                + call.url().getRawPath();
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }
}
