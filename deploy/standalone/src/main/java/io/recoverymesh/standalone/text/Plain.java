package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What others wrote, as a terminal may show it: it moves no cursor, changes no colour, hides nothing and turns nothing round. */
public final class Plain {
    /** Controls of both sets, and what has no width or turns the direction. */
    private static final String UNSEEN = "\\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb";

    private static final Pattern ACTIVE = Pattern.compile("[" + UNSEEN + "]");
    private static final Pattern ACTIVE_LINE = Pattern.compile("(?!\t)[" + UNSEEN + "]");
    private static final Pattern OWN_COLOUR = Pattern.compile("\u001b\\[(?:[012]|3[123])m");

    private Plain() {}

    /** Each such character as a space. */
    public static String text(String written) {
        return ACTIVE.matcher(written).replaceAll(" ");
    }

    /** All texts of an answer, names of fields too. */
    public static JsonNode texts(JsonNode answer) {
        return switch (answer) {
            case ObjectNode object -> {
                ObjectNode plain = object.objectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    plain.set(text(field.getKey()), texts(field.getValue()));
                }
                yield plain;
            }
            case ArrayNode array -> {
                ArrayNode plain = array.arrayNode(array.size());
                array.forEach(element -> plain.add(texts(element)));
                yield plain;
            }
            case TextNode text -> TextNode.valueOf(text(text.textValue()));
            default -> answer;
        };
    }

    /** A line of JSON that says the same: such characters as escapes. */
    static String json(String line) {
        return ACTIVE.matcher(line).replaceAll(Plain::escape);
    }

    /** A line as this program made it; of the escape sequences its own colours stay. */
    static String line(String line) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (MatchResult colour : OWN_COLOUR.matcher(line).results().toList()) {
            shown.append(ACTIVE_LINE
                            .matcher(line.substring(from, colour.start()))
                            .replaceAll(" "))
                    .append(colour.group());
            from = colour.end();
        }
        return shown.append(ACTIVE_LINE.matcher(line.substring(from)).replaceAll(" "))
                .toString();
    }

    private static String escape(MatchResult found) {
        return "\\\\u%04x".formatted((int) found.group().charAt(0));
    }
}
