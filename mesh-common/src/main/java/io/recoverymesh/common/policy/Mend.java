package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write instead of a wrong value. */
final class Mend {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");
    private static final String LOOK_IT_UP = "Correct the value; docs/policy-reference.md describes the field";

    private Mend() {}

    /**
     * @param choices values of an enumeration; may be empty
     * @param keyword of the schema that failed
     */
    static String of(String expected, List<String> choices, String keyword, JsonNode value) {
        if (value.isNull()) {
            return "Write a value, or remove the field";
        }
        if (!choices.isEmpty()) {
            return NearestName.mend(value.asText(), choices, "Write one of " + String.join(", ", choices));
        }
        if (expected.startsWith("a duration") && value.isValueNode()) {
            return duration(value.asText());
        }
        if (expected.startsWith("a percentage") && value.isNumber()) {
            return "Write " + value.asText() + "%";
        }
        if (keyword.equals("type") && value.isValueNode() && !value.isTextual() && expectsText(expected)) {
            return "Put it in quotes: \"" + value.asText() + "\"";
        }
        return LOOK_IT_UP;
    }

    private static boolean expectsText(String expected) {
        return expected.contains("text") || expected.startsWith("a name");
    }

    private static String duration(String written) {
        Matcher matcher = AMOUNT.matcher(written.strip());
        if (!matcher.matches()) {
            return "Write a whole number and its unit without a space, at most 9999d";
        }
        String amount = matcher.group(1);
        String word = matcher.group(2).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return "Write the unit: " + amount + "s for seconds, " + amount + "m for minutes";
        }
        String unit = word.startsWith("mil") || word.startsWith("ms") ? "ms" : word.substring(0, 1);
        boolean isKnown = unit.equals("ms") || ("smhd".contains(unit) && !word.startsWith("mo"));
        return isKnown ? "Write '" + amount + unit + "'" : "Write one of the units ms, s, m, h, d";
    }
}
