package io.recoverymesh.correlation.audit;

import java.math.BigDecimal;

/** Strings and numbers as RFC 8785 writes them. */
final class JsonText {
    private static final int MOST_DIGITS = 21;
    private static final int MOST_ZEROS = 6;

    private JsonText() {}

    static void string(StringBuilder out, String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, plain, i);
                escaped(out, c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    /** As ECMAScript writes it; what JSON cannot hold becomes a string. */
    static void number(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            string(out, Double.toString(value));
            return;
        }
        if (value == 0) {
            out.append('0');
            return;
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int point = shortest.precision() - shortest.scale();
        if (point <= MOST_DIGITS && point > -MOST_ZEROS) {
            out.append(shortest.toPlainString());
            return;
        }
        String digits = shortest.unscaledValue().abs().toString();
        out.append(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        int exponent = point - 1;
        out.append('e').append(exponent < 0 ? "" : "+").append(exponent);
    }

    private static void escaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }
}
