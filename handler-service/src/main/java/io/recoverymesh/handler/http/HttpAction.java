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
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Calls an HTTP endpoint once; the expected status is success. Redirects are followed only where the policy says so. */
public final class HttpAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARS = 2_000;
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["url"],"properties":{\
            "method":{"enum":["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"],"default":"POST"},\
            "url":{"type":"string"},"headers":{"type":"object"},"body":{},\
            "expect":{"type":"array","minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}},\
            "redirects":{"type":"integer","minimum":0,"maximum":5,"default":0}}}""";

    private final HttpSettings settings;
    private final HttpCaller caller;
    private final InstantSource clock;

    /** @param clock for deadlines */
    public HttpAction(HttpSettings settings, HttpCaller caller, InstantSource clock) {
        this.settings = settings;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction("http", "Calls an HTTP endpoint once per attempt", Safety.ONCE, SCHEMA, null);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            Call.of(arguments, settings);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Call call = Call.of(invocation.arguments(), settings);
        HttpRequest request = call.request()
                .with("Idempotency-Key", context.idempotencyKey())
                .with("traceparent", invocation.traceparent());
        Instant latest = clock.instant().plus(settings.timeout());
        Instant until = latest.isBefore(context.deadline()) ? latest : context.deadline();
        try {
            return outcome(call, answer(call, request, until));
        } catch (ForbiddenAddressException e) {
            return Outcome.refused(String.valueOf(e.getMessage()));
        } catch (HttpTimeoutException e) {
            return Outcome.failure(
                    FailureKind.TIMED_OUT,
                    "Expected an answer of " + request.name() + " in time, but there was " + e.getMessage(),
                    true);
        } catch (IOException e) {
            return Outcome.failure(FailureKind.FAILED, "Expected an answer of " + request.name() + ", but " + e, true);
        } catch (IllegalArgumentException e) {
            return Outcome.failure(FailureKind.FAILED, String.valueOf(e.getMessage()), false);
        }
    }

    private HttpAnswer answer(Call call, HttpRequest first, Instant until) throws IOException, InterruptedException {
        HttpRequest request = first;
        HttpAnswer answer = caller.call(request, left(until));
        for (int hops = 0; answer.isRedirect() && hops < call.redirects(); hops++) {
            request = Redirects.follow(request, answer, settings);
            answer = caller.call(request, left(until));
        }
        return answer;
    }

    private Duration left(Instant until) throws HttpTimeoutException {
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            throw new HttpTimeoutException("no time left");
        }
        return left;
    }

    private static Outcome outcome(Call call, HttpAnswer answer) {
        if (call.expects(answer.status())) {
            return Outcome.success(JSON.createObjectNode()
                    .put("status", answer.status())
                    .put("body", answer.body())
                    .put("truncated", answer.truncated())
                    .toString());
        }
        String expected = call.expect().isEmpty() ? "2xx" : call.expect().toString();
        return Outcome.failure(
                FailureKind.FAILED,
                "Expected status " + expected + " of " + call.request().name() + ", but got " + answer.status()
                        + answer.said(SHOWN_CHARS),
                answer.isPassing());
    }
}
