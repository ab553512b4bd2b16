package io.recoverymesh.handler.endpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Speaks to one registered endpoint, and to no other address: redirects are not followed, a status address is its own. */
final class EndpointCaller {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BODY = 64 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** Also where it asks for none: it is not to be asked in a circle. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final EndpointDefinition endpoint;
    private final Secrets secrets;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    EndpointCaller(EndpointDefinition endpoint, Secrets secrets, InstantSource clock) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Why nothing can be sent, such as a secret that is not there; empty where it can. */
    Optional<String> objection() {
        try {
            endpoint.headers().values().forEach(secrets::resolve);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Begins an attempt, or finds it running. */
    EndpointAnswer begin(EndpointDefinition.Offer offer, Invocation invocation, Context context)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("action", offer.name())
                .put("recovery", invocation.recoveryId())
                .put("policy", invocation.policy())
                .put("step", invocation.step())
                .put("group", invocation.group())
                .put("target", invocation.target())
                .put("attempt", context.attempt())
                .put("fence", context.fence())
                .put("deadline", context.deadline().toString());
        body.set("arguments", invocation.arguments().json());
        return send(request(endpoint.action(offer.name()), offer.timeout(), invocation, context)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** How far it is. */
    EndpointAnswer status(URI location, EndpointDefinition.Offer offer, Invocation invocation, Context context)
            throws IOException, InterruptedException {
        return send(
                request(location, offer.timeout(), invocation, context).GET().build());
    }

    /** What became of the effect with this key. */
    EndpointAnswer effect(EndpointDefinition.Offer offer, Invocation invocation, Context context)
            throws IOException, InterruptedException {
        URI effect = endpoint.effect(offer.name(), context.idempotencyKey());
        return send(request(effect, offer.timeout(), invocation, context).GET().build());
    }

    /** Asks it to stop; whether it does shows in what it answers later. */
    void stop(URI location, EndpointDefinition.Offer offer, Invocation invocation, Context context)
            throws IOException, InterruptedException {
        Object unused = send(request(location, offer.timeout(), invocation, context)
                .timeout(CONNECT)
                .DELETE()
                .build());
    }

    private HttpRequest.Builder request(URI address, Duration timeout, Invocation invocation, Context context) {
        Duration left = Duration.between(clock.instant(), context.deadline());
        Duration longest = left.compareTo(timeout) < 0 ? left : timeout;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(longest.toMillis() > 0 ? longest : Duration.ofMillis(1));
        endpoint.headers().forEach((name, value) -> request.setHeader(name, secrets.resolve(value)));
        return request.setHeader("Idempotency-Key", context.idempotencyKey())
                .setHeader("traceparent", invocation.traceparent())
                .setHeader("Mesh-Attempt", Integer.toString(context.attempt()))
                .setHeader("Mesh-Fence", Long.toString(context.fence()))
                .setHeader("Mesh-Deadline", context.deadline().toString());
    }

    private EndpointAnswer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(MAX_BODY), StandardCharsets.UTF_8);
            return new EndpointAnswer(
                    response.statusCode(),
                    text,
                    response.headers()
                            .firstValue("Location")
                            .map(location -> own(request.uri(), location))
                            .orElse(null),
                    response.headers()
                            .firstValue("Retry-After")
                            .map(EndpointCaller::seconds)
                            .orElse(WAIT));
        }
    }

    private URI own(URI asked, String location) {
        URI address = asked.resolve(location);
        URI url = endpoint.url();
        boolean same = url.getScheme().equals(address.getScheme())
                && url.getHost().equalsIgnoreCase(String.valueOf(address.getHost()))
                && url.getPort() == address.getPort();
        if (!same) {
            throw new IllegalArgumentException("Expected a status address of " + url.getScheme() + "://"
                    + url.getAuthority() + ", but got " + address);
        }
        return address;
    }

    private static Duration seconds(String value) {
        try {
            long asked = Long.parseLong(value.strip());
            if (asked <= 0) {
                return SHORTEST_WAIT;
            }
            return asked < LONGEST_WAIT.toSeconds() ? Duration.ofSeconds(asked) : LONGEST_WAIT;
        } catch (NumberFormatException e) {
            return WAIT;
        }
    }
}
