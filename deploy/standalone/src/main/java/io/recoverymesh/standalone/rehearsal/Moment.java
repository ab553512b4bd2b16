package io.recoverymesh.standalone.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test does, or looks at, at one time.
 *
 * @param at since the start
 * @param signal to be sent; null where none is
 * @param expectations to be met then, about what happened since the last look
 * @param health of targets then
 */
record Moment(
        int line,
        Duration at,
        @Nullable Written signal,
        @Nullable String kind,
        List<Expectation> expectations,
        Map<String, Written> health) {
    private static final List<String> SIGNALS = List.of("health", "alert", "anomaly", "signal", "approve", "reject");
    private static final List<String> FIELDS =
            List.of("at", "every", "times", "health", "alert", "anomaly", "signal", "approve", "reject", "expect");
    private static final int MOST = 10_000;

    Moment {
        expectations = List.copyOf(expectations);
        health = Map.copyOf(health);
    }

    /** One, or several where it is repeated. */
    static List<Moment> read(Written entry) {
        Map<String, Written> fields = entry.members(FIELDS);
        Written at = fields.get("at");
        if (at == null) {
            throw entry.wrong("'at', the time since the start,");
        }
        List<String> kinds = SIGNALS.stream().filter(fields::containsKey).toList();
        Written expect = fields.get("expect");
        if (kinds.size() + (expect == null ? 0 : 1) != 1) {
            throw entry.wrong("exactly one of health, alert, anomaly, signal, approve, reject or expect");
        }
        Moment first = expect == null
                ? new Moment(
                        entry.line(),
                        at.duration(),
                        fields.get(kinds.getFirst()),
                        kinds.getFirst(),
                        List.of(),
                        Map.of())
                : look(entry.line(), at.duration(), expect);
        return repeated(first, entry, fields.get("every"), fields.get("times"));
    }

    /** Whether a person answers, and no monitor reports. */
    boolean isAnswer() {
        return "approve".equals(kind) || "reject".equals(kind);
    }

    /** The signal as a monitor would send it then; {@code observedAt: -5m} and the like count from now. */
    JsonNode payload(Instant now) {
        if (signal == null) {
            throw new IllegalStateException("Expected a moment with a signal");
        }
        JsonNode json = absolute(signal.json(), now);
        if (!"signal".equals(kind) && !isAnswer() && json instanceof ObjectNode object) {
            object.put("kind", kind);
        }
        return json;
    }

    private static Moment look(int line, Duration at, Written expect) {
        List<String> known =
                new ArrayList<>(Stream.of(Kind.values()).map(Kind::name).toList());
        known.add("health");
        Map<String, Written> fields = expect.members(known);
        List<Expectation> expectations = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Written list = fields.get(kind.name());
            if (list != null) {
                expectations.add(Expectation.read(kind, list));
            }
        }
        Written health = fields.get("health");
        return new Moment(line, at, null, null, expectations, health == null ? Map.of() : health.members());
    }

    private static List<Moment> repeated(
            Moment first, Written entry, @Nullable Written every, @Nullable Written times) {
        if (every == null && times == null) {
            return List.of(first);
        }
        if (every == null || times == null || first.signal() == null) {
            throw entry.wrong("a signal with both 'every' and 'times'");
        }
        int count = times.count();
        if (count < 1 || count > MOST) {
            throw times.wrong("a number from 1 to " + MOST);
        }
        List<Moment> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration at = first.at().plus(every.duration().multipliedBy(i));
            all.add(new Moment(first.line(), at, first.signal(), first.kind(), List.of(), Map.of()));
        }
        return all;
    }

    private static JsonNode absolute(JsonNode json, Instant now) {
        if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, absolute(array.get(i), now));
            }
        }
        if (json instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                object.set(field.getKey(), field(field.getKey(), field.getValue(), now));
            }
        }
        return json;
    }

    private static JsonNode field(String name, JsonNode value, Instant now) {
        boolean isTime = name.equals("time") || name.endsWith("At");
        if (!isTime || !value.isTextual()) {
            return absolute(value, now);
        }
        String text = value.asText();
        boolean before = text.startsWith("-");
        return Durations.tryParse(before || text.startsWith("+") ? text.substring(1) : text)
                .map(distance ->
                        (JsonNode) TextNode.valueOf((before ? now.minus(distance) : now.plus(distance)).toString()))
                .orElse(value);
    }
}
