package io.recoverymesh.correlation.http;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of CSV (RFC 4180); a text that a spreadsheet would take for a formula is prefixed by an apostrophe. */
final class Csv {
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\u00a0]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]");
    private static final Pattern QUOTED = Pattern.compile("[\",;\t\r\n]");

    private Csv() {}

    static String row(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof Number) {
            return text;
        }
        String safe = FORMULA.matcher(text).find() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
