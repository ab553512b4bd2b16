package io.recoverymesh.handler.argument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.common.secret.SecretNames;
import io.recoverymesh.handler.action.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one map, read one by one. Each refusal is an {@link IllegalArgumentException} that says what was expected,
 * what came, where, and what mends it.
 */
public final class Given {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARS = 80;

    private final String of;
    private final String mend;
    private final Arguments fields;

    private Given(String of, String mend, Arguments fields) {
        this.of = of;
        this.mend = mend;
        this.fields = fields;
    }

    /** @param action such as {@code kubernetes/scale} */
    public static Given to(String action, Arguments arguments) {
        return new Given(action, "Mend 'with' in the policy.", arguments);
    }

    /**
     * What a configuration gives.
     *
     * @param place such as {@code handler.notify.channels.oncall}
     */
    public static Given in(String place, @Nullable Object written) {
        if (!(written instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Expected " + place + " to be a map, but got '" + shown(written) + "'");
        }
        try {
            String json = JSON.writeValueAsString(map);
            return new Given(place, "Mend it where the handler runs.", Arguments.parse(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected " + place + " to hold plain values, but " + e.getMessage(), e);
        }
    }

    public Given only(String... names) {
        Set<String> known = new TreeSet<>(List.of(names));
        for (String name : fields.names()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "Expected the fields " + known + " of " + of + ", but got '" + shown(name) + "'. " + mend);
            }
        }
        return this;
    }

    public boolean has(String name) {
        return fields.value(name).isPresent();
    }

    public Optional<JsonNode> value(String name) {
        return fields.value(name);
    }

    public Optional<String> text(String name) {
        return fields.value(name).map(value -> {
            require(name, value.isValueNode(), "one value", value);
            return value.asText();
        });
    }

    public Optional<String> text(String name, Pattern form, String words) {
        Optional<String> text = text(name);
        text.ifPresent(value -> require(name, form.matcher(value).matches(), words, value));
        return text;
    }

    public String required(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> missing(name));
    }

    public String required(String name, Pattern form, String words) {
        String text = required(name);
        require(name, form.matcher(text).matches(), words, text);
        return text;
    }

    public String oneOf(String name, String otherwise, String... allowed) {
        String text = text(name).orElse(otherwise);
        require(name, List.of(allowed).contains(text), "one of " + List.of(allowed), text);
        return text;
    }

    /** Empty where it is absent. */
    public Optional<Integer> whole(String name, int least, int most) {
        return fields.value(name).map(value -> {
            String text = value.asText();
            boolean whole = value.isIntegralNumber() || (value.isTextual() && text.matches("-?\\d{1,9}"));
            require(name, whole, "a whole number from " + least + " to " + most, value);
            long number = value.isTextual() ? Long.parseLong(text) : value.asLong();
            require(name, number >= least && number <= most, "a whole number from " + least + " to " + most, value);
            return (int) number;
        });
    }

    public boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(text -> {
                    require(name, text.equals("true") || text.equals("false"), "true or false", text);
                    return text.equals("true");
                })
                .orElse(otherwise);
    }

    /** Texts by name; empty where it is absent. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.value(name).ifPresent(map -> {
            require(name, map.isObject(), "a map of texts", map);
            map.properties().forEach(field -> {
                require(name + "." + field.getKey(), field.getValue().isValueNode(), "one value", field.getValue());
                texts.put(field.getKey(), field.getValue().asText());
            });
        });
        return texts;
    }

    /** One text or a list of them; empty where it is absent. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        fields.value(name).ifPresent(value -> {
            if (value.isValueNode()) {
                texts.add(value.asText());
                return;
            }
            require(name, value.isArray(), "a list of texts", value);
            value.forEach(element -> {
                require(name, element.isValueNode(), "a list of texts", value);
                texts.add(element.asText());
            });
        });
        return texts;
    }

    /** Refuses a field for a reason of the caller's. */
    public IllegalArgumentException refusal(String name, String expected, Object got) {
        String value = SecretNames.isSecret(name) ? SecretNames.REDACTED : shown(got);
        return new IllegalArgumentException(
                "Expected '" + name + "' of " + of + " to be " + expected + ", but got '" + value + "'. " + mend);
    }

    public IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("Expected '" + name + "' of " + of + ", but there is none. " + mend);
    }

    private void require(String name, boolean holds, String expected, Object got) {
        if (!holds) {
            throw refusal(name, expected, got instanceof JsonNode node && node.isTextual() ? node.asText() : got);
        }
    }

    private static String shown(@Nullable Object value) {
        String line = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
    }
}
