package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A scalar's value by the rules of YAML 1.2: {@code on} and {@code no} are texts, {@code 010} and {@code 1:30} too. */
final class YamlScalar {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlScalar() {}

    static JsonNode value(ScalarNode scalar, String pointer, Problems problems) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (!tag.startsWith(Tag.PREFIX) || Tag.BINARY.equals(tag)) {
            problems.error(
                    pointer,
                    "Expected plain values, but got the YAML tag " + tag.getValue(),
                    "Remove the tag (the word that begins with '!')");
            return JSON.textNode(text);
        }
        if (!scalar.isPlain() || Tag.STR.equals(tag)) {
            return JSON.textNode(text);
        }
        return plain(text, tag);
    }

    private static JsonNode plain(String text, Tag tag) {
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return JSON.booleanNode(text.equals("true"));
        }
        if (WHOLE.matcher(text).matches()) {
            return JSON.numberNode(Long.parseLong(text));
        }
        double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(number) ? JSON.numberNode(number) : JSON.textNode(text);
    }
}
