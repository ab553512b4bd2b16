package io.recoverymesh.handler.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.http.HttpAnswer;
import io.recoverymesh.handler.http.HttpCaller;
import io.recoverymesh.schemas.FailureKind;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Posts a notice as JSON; every 2xx is success. The URL may be a secret and is never shown. */
final class HttpChannel implements Channel {
    private static final int SHOWN_CHARS = 300;

    private final String type;
    private final HttpCaller caller;
    private final Supplier<String> url;
    private final UnaryOperator<Map<String, String>> headers;
    private final BiFunction<Notice, Sending, ObjectNode> body;

    /**
     * @param url asked for at each sending
     * @param headers adds to those that every request has
     */
    HttpChannel(
            String type,
            HttpCaller caller,
            Supplier<String> url,
            UnaryOperator<Map<String, String>> headers,
            BiFunction<Notice, Sending, ObjectNode> body) {
        this.type = type;
        this.caller = caller;
        this.url = url;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Outcome send(Notice notice, Sending sending) throws InterruptedException {
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("Idempotency-Key", sending.key());
        sent.put("traceparent", sending.traceparent());
        try {
            HttpAnswer answer = caller.post(
                    url.get(), headers.apply(sent), body.apply(notice, sending).toString(), sending.limit());
            boolean taken = answer.status() >= 200 && answer.status() < 300;
            return taken
                    ? Outcome.success()
                    : Outcome.failure(
                            FailureKind.FAILED,
                            "Expected " + type + " to take the notice, but it answered " + answer.status()
                                    + answer.said(SHOWN_CHARS),
                            answer.isPassing());
        } catch (HttpTimeoutException e) {
            return Outcome.failure(
                    FailureKind.TIMED_OUT,
                    "Expected " + type + " to take the notice in time, but there was " + e.getMessage(),
                    true);
        } catch (IOException e) {
            return Outcome.failure(
                    FailureKind.FAILED, "Expected " + type + " to take the notice, but it got " + e, true);
        }
    }
}
