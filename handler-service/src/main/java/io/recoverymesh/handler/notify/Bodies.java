package io.recoverymesh.handler.notify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A notice as each receiver reads it. */
final class Bodies {
    static final int MAX_SUMMARY = 1_024;
    private static final int MAX_DEDUP = 255;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> PAGERDUTY = Set.of("critical", "error", "warning", "info");

    private Bodies() {}

    static ObjectNode webhook(Notice notice, Sending sending) {
        ObjectNode body = JSON.createObjectNode().put("title", notice.title()).put("text", notice.text());
        notice.facts().forEach(body::put);
        return body.put("idempotencyKey", sending.key());
    }

    /** Escaped, so that no signal can mention a whole channel. */
    static ObjectNode slack(Notice notice, Sending sending) {
        StringBuilder text =
                new StringBuilder("*").append(escaped(notice.title())).append('*');
        if (!notice.text().isBlank()) {
            text.append('\n').append(escaped(notice.text()));
        }
        notice.facts()
                .forEach((name, value) ->
                        text.append('\n').append(name).append(": ").append(escaped(value)));
        return JSON.createObjectNode().put("text", text.toString());
    }

    /** PagerDuty Events API v2: the same key opens no second incident. */
    static ObjectNode pagerDuty(Notice notice, Sending sending, String routingKey) {
        ObjectNode event = JSON.createObjectNode()
                .put("routing_key", routingKey)
                .put("event_action", "trigger")
                .put(
                        "dedup_key",
                        sending.key().substring(0, Math.min(sending.key().length(), MAX_DEDUP)))
                .put("client", "recovery-mesh");
        if (!notice.link().isEmpty()) {
            event.put("client_url", notice.link());
        }
        ObjectNode payload = event.putObject("payload")
                .put(
                        "summary",
                        notice.title().substring(0, Math.min(notice.title().length(), MAX_SUMMARY)))
                .put("source", notice.target())
                .put("severity", severity(notice.severity()));
        ObjectNode details = payload.putObject("custom_details").put("text", notice.text());
        notice.facts().forEach(details::put);
        return event;
    }

    /** PagerDuty refuses any other word. */
    private static String severity(String given) {
        return switch (given) {
            case "page", "fatal", "emergency" -> "critical";
            case "high" -> "error";
            case "warn", "medium" -> "warning";
            case "low", "notice" -> "info";
            default -> PAGERDUTY.contains(given) ? given : "error";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
