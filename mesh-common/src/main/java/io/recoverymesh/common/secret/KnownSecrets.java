package io.recoverymesh.common.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Redacts by value: the values that were resolved in this process, as they are and as URLs, Base64 and JSON write them.
 * Remembers the {@link #LIMIT} that were used last. Safe to use from any thread.
 */
public final class KnownSecrets {
    /** A shorter value cannot be redacted without tearing up ordinary texts. */
    public static final int SHORTEST = 4;

    public static final int LIMIT = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int SHORTEST_LINE = 12;
    private static final int SHORTEST_PART = 6;

    private static final KnownSecrets OF_THIS_PROCESS = new KnownSecrets();

    private final Map<String, Set<String>> forms = new LinkedHashMap<>(16, 0.75f, true);
    private volatile List<String> longestFirst = List.of();

    /** The one that logging asks: a line of a log does not know whose secrets it holds. */
    public static KnownSecrets ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** From now on the value is in no text that passes here. Shorter than {@link #SHORTEST} it is not remembered. */
    public synchronized void add(String value) {
        if (value.strip().length() < SHORTEST || forms.get(value) != null) {
            return;
        }
        forms.put(value, forms(value));
        if (forms.size() > LIMIT) {
            forms.remove(forms.keySet().iterator().next());
        }
        List<String> all = new ArrayList<>();
        forms.values().forEach(all::addAll);
        all.sort(Comparator.comparingInt(String::length).reversed());
        longestFirst = List.copyOf(all);
    }

    /** The text by name and by value without secrets. */
    public String redactText(String text) {
        return SecretNames.redactText(withoutValues(text));
    }

    /** The same for a line that nobody cut: quicker, because every line of a log passes here. */
    public String redactLine(String line) {
        return SecretNames.redactText(withoutWholeValues(line));
    }

    /** The document by name and by value without secrets; what is no JSON is redacted as text. */
    public String redactJson(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.isContainerNode()) {
                JsonNode redacted = SecretNames.redact(withoutValues(tree));
                // Once more as a text: a value may run over the borders of its strings.
                return withoutWholeValues(redacted.equals(tree) ? json : redacted.toString());
            }
        } catch (JsonProcessingException e) {
            return redactText(json);
        }
        return redactText(json);
    }

    private JsonNode withoutValues(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties()
                    .forEach(field -> copy.set(withoutValues(field.getKey()), withoutValues(field.getValue())));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(withoutValues(element)));
            return copy;
        }
        return tree.isValueNode() && !tree.isNull() && !tree.isBoolean() ? leaf(tree) : tree;
    }

    private JsonNode leaf(JsonNode value) {
        String text = value.asText();
        String redacted = withoutValues(text);
        return redacted.equals(text) ? value : TextNode.valueOf(redacted);
    }

    private String withoutValues(String text) {
        String left = withoutWholeValues(text);
        for (String form : longestFirst) {
            left = withoutTornValue(left, form);
        }
        return left;
    }

    private String withoutWholeValues(String text) {
        String left = text;
        for (String form : longestFirst) {
            if (left.contains(form)) {
                left = left.replace(form, SecretNames.REDACTED);
            }
        }
        return left;
    }

    /** A text that was cut may begin or end within a value. */
    private static String withoutTornValue(String text, String form) {
        int least = Math.max(SHORTEST_PART, form.length() / 3);
        String left = text;
        for (int length = Math.min(form.length() - 1, left.length()); length >= least; length--) {
            if (left.regionMatches(0, form, form.length() - length, length)) {
                left = SecretNames.REDACTED + left.substring(length);
                break;
            }
        }
        int end = left.endsWith("…") ? left.length() - 1 : left.length();
        for (int length = Math.min(form.length() - 1, end); length >= least; length--) {
            if (left.regionMatches(end - length, form, 0, length)) {
                return left.substring(0, end - length) + SecretNames.REDACTED;
            }
        }
        return left;
    }

    private static Set<String> forms(String value) {
        Set<String> forms = new TreeSet<>();
        for (String part : parts(value)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            String url = URLEncoder.encode(part, StandardCharsets.UTF_8);
            forms.add(part);
            forms.add(url);
            forms.add(url.replace("+", "%20"));
            forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(part)));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return forms;
    }

    private static List<String> parts(String value) {
        List<String> parts = new ArrayList<>(List.of(value, value.strip()));
        value.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                .forEach(parts::add);
        return parts;
    }
}
