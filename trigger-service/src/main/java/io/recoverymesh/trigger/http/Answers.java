package io.recoverymesh.trigger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.recoverymesh.trigger.payload.Payload;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.signal.SignalProblem;
import io.recoverymesh.trigger.trigger.Explanation;
import java.util.List;

/** Answers of the intake: what was accepted, or a problem as RFC 9457 describes it. */
final class Answers {
    static final String PROBLEM = "application/problem+json";
    private static final String TYPES = "urn:recovery-mesh:problem:";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static HttpResponse<byte[]> accepted(Payload payload) {
        ObjectNode body =
                JSON.createObjectNode().put("accepted", payload.signals().size());
        ArrayNode ids = body.putArray("ids");
        payload.signals().forEach(signal -> ids.add(Signal.of(signal).summary().getId()));
        body.put("truncatedAlerts", payload.truncatedAlerts());
        return HttpResponse.<byte[]>accepted()
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(bytes(body));
    }

    static HttpResponse<byte[]> invalid(String path, List<SignalProblem> problems) {
        ObjectNode body = problem(
                HttpStatus.BAD_REQUEST,
                "invalid-signal",
                "The payload holds no valid signals; nothing was accepted",
                problems.getFirst().toString(),
                path);
        ArrayNode errors = body.putArray("errors");
        for (SignalProblem problem : problems) {
            ObjectNode error = errors.addObject();
            if (problem.index() != null) {
                error.put("index", problem.index());
            }
            error.put("pointer", problem.pointer())
                    .put("detail", problem.message())
                    .put("mend", problem.mend());
        }
        return answer(HttpStatus.BAD_REQUEST, body);
    }

    /** One explanation for each signal. */
    static HttpResponse<byte[]> explained(List<Explanation> explanations) {
        ObjectNode body = JSON.createObjectNode();
        body.set("explanations", JSON.valueToTree(explanations));
        return HttpResponse.<byte[]>ok()
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(bytes(body));
    }

    /** What exporters of OpenTelemetry expect. */
    static HttpResponse<byte[]> exported() {
        return HttpResponse.<byte[]>ok()
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(bytes(JSON.createObjectNode().set("partialSuccess", JSON.createObjectNode())));
    }

    /** Ends the connection: what is still being sent of a body beyond the server's own limit is not read. */
    static HttpResponse<byte[]> tooLarge(String path) {
        return answer(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        problem(
                                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                                "too-large",
                                "The payload is too large; nothing was accepted",
                                "Expected at most " + SignalLimits.MAX_BODY
                                        + " bytes, but got more. Send fewer signals at once.",
                                path))
                .header(HttpHeaders.CONNECTION, "close");
    }

    static HttpResponse<byte[]> unsupported(String path, String detail) {
        return answer(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported",
                        "The payload is of a type that is not read; nothing was accepted",
                        detail,
                        path));
    }

    /** Never 429: Alertmanager gives such alerts up, and repeats them after a 5xx. */
    static HttpResponse<byte[]> busy(String path, String detail) {
        return answer(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "not-accepted",
                                "The signals are not safe; send them again",
                                detail,
                                path))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /** Another instance knows. */
    static HttpResponse<byte[]> elsewhere(String path, String detail) {
        return answer(
                HttpStatus.MISDIRECTED_REQUEST,
                problem(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "held-elsewhere",
                        "Another instance holds this target; nothing was explained",
                        detail,
                        path));
    }

    private static MutableHttpResponse<byte[]> answer(HttpStatus status, ObjectNode body) {
        return HttpResponse.<byte[]>status(status).contentType(PROBLEM).body(bytes(body));
    }

    private static ObjectNode problem(HttpStatus status, String type, String title, String detail, String path) {
        return JSON.createObjectNode()
                .put("type", TYPES + type)
                .put("title", title)
                .put("status", status.getCode())
                .put("detail", detail)
                .put("instance", path);
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected to write JSON to memory", e);
        }
    }
}
