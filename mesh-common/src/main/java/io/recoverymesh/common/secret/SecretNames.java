package io.recoverymesh.common.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts by name: what stands beside {@code password}, {@code token}, {@code Authorization} and the like. */
public final class SecretNames {
    public static final String REDACTED = "[redacted]";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String WORDS = "passw(?:or)?d|passphrase|secret|token|authorization|api[_-]?key|access[_-]?key"
            + "|private[_-]?key|routing[_-]?key|credential|cookie";
    private static final Pattern NAME = Pattern.compile(WORDS + "|^(?:pwd|auth)$");
    // Bounded on both sides, so that a long line costs no more than its length.
    private static final Pattern IN_TEXT = Pattern.compile(
            "(?i)((?<!\\$\\{)(?:(?:" + WORDS + ")[A-Za-z0-9_-]{0,40}|\\b(?:pwd|auth)\\b)[\"']?\\s{0,8}[:=]\\s{0,8}"
                    + "(?:(?:bearer|basic|digest|token)\\s{1,8})?)"
                    + "(?!\\$\\{secret:|\\[redacted])(\"(?:[^\"\\\\]|\\\\.)*+\"?|'[^']*+'?|[^\\s,;&\"'<>{}\\[\\]]++)");
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s/:@]{0,256}:)[^\\s/@]{1,256}@");
    private static final Pattern REFERENCE = Pattern.compile("(?:(?i:bearer|basic|token) )?\\$\\{secret:[^}]*}");

    private SecretNames() {}

    /** Whether what is called so is secret, whatever it is. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /** A JSON document without the values of secret names; a text that is no JSON is redacted as text. */
    public static String redactJson(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (!tree.isContainerNode()) {
                return redactText(json);
            }
            JsonNode redacted = redact(tree);
            return redacted.equals(tree) ? json : redacted.toString();
        } catch (JsonProcessingException e) {
            return redactText(json);
        }
    }

    /** A copy without the values of secret names; references to secrets stay. */
    public static JsonNode redact(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), named(field.getKey(), field.getValue())));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(redact(element)));
            return copy;
        }
        return tree.isTextual() ? TextNode.valueOf(redactText(tree.asText())) : tree;
    }

    private static JsonNode named(String name, JsonNode value) {
        boolean shown = !isSecret(name)
                || value.isNull()
                || value.isBoolean()
                || (value.isTextual() && REFERENCE.matcher(value.asText()).matches());
        return shown ? redact(value) : TextNode.valueOf(REDACTED);
    }

    /** A text without what follows a secret name and {@code :} or {@code =}, and without passwords in URLs. */
    public static String redactText(String text) {
        String redacted = IN_TEXT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + within(found.group(2))));
        return redacted.contains("://") ? IN_URL.matcher(redacted).replaceAll("$1" + REDACTED + "@") : redacted;
    }

    private static String within(String value) {
        String quote = List.of("\"", "'").stream()
                .filter(value::startsWith)
                .findFirst()
                .orElse("");
        return quote + REDACTED + quote;
    }
}
