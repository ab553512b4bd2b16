package io.recoverymesh.handler.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Follows a redirect as if a policy had asked for it: to allowed hosts only, and with no header meant for another. */
final class Redirects {
    private static final Set<String> EVERYWHERE =
            Set.of("idempotency-key", "traceparent", "accept", "content-type", "accept-language");

    private Redirects() {}

    /** @throws IllegalArgumentException when it leads where no request may go */
    static HttpRequest follow(HttpRequest request, HttpAnswer answer, HttpSettings settings) {
        Url from = request.url();
        Url to = from.to(String.valueOf(answer.location()));
        if (from.scheme().equals("https") && !to.scheme().equals("https")) {
            throw refusal(from, "to stay with https, but it leads to " + to);
        }
        Call.requireAllowed(to, settings).ifPresent(objection -> {
            throw refusal(from, "to lead to what policies may call, but: " + objection);
        });
        boolean same = from.sameOrigin(to);
        boolean becomesGet =
                switch (answer.status()) {
                    case 301, 302 -> request.method().equals("POST");
                    case 303 -> !request.method().equals("HEAD");
                    default -> false;
                };
        if (!same && !becomesGet && request.body() != null) {
            throw refusal(from, "of a request with a body to stay with its host, but it leads to " + to);
        }
        return new HttpRequest(
                becomesGet ? "GET" : request.method(),
                to,
                headers(request, same, becomesGet),
                becomesGet ? null : request.body());
    }

    private static Map<String, String> headers(HttpRequest request, boolean same, boolean withoutBody) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return (!same && !EVERYWHERE.contains(lower)) || (withoutBody && lower.equals("content-type"));
        });
        return headers;
    }

    private static IllegalArgumentException refusal(Url from, String expected) {
        return new IllegalArgumentException("Expected the redirect of " + from + " " + expected);
    }
}
