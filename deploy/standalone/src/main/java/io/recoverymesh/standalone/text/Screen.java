package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/**
 * Where text goes, and what may be shown there.
 *
 * @param colour escape sequences are understood
 * @param unicode characters beyond ASCII are understood
 * @param times how times are written
 */
public record Screen(PrintWriter out, boolean colour, boolean unicode, Times times) {
    /** Set by the launcher when standard output is a terminal: only the shell can tell on every JDK. */
    private static final String TERMINAL = "mesh.terminal";

    /** The process's own terminal, if it is one; {@code NO_COLOR} and {@code TERM=dumb} are respected. */
    public static Screen of(PrintWriter out) {
        String noColour = System.getenv("NO_COLOR");
        boolean colour = Boolean.getBoolean(TERMINAL)
                && (noColour == null || noColour.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "US-ASCII"));
        return new Screen(
                out,
                colour,
                charset.equals(StandardCharsets.UTF_8),
                new Times(InstantSource.system(), ZoneId.systemDefault()));
    }

    public void line(String text) {
        String shown = Plain.line(text);
        out.println(unicode ? shown : ascii(shown));
        out.flush();
    }

    public void blank() {
        line("");
    }

    public void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    /** As it came, indented; of characters that a terminal would act on, or cannot show, the escapes. */
    public void json(JsonNode node) {
        node.toPrettyString().lines().map(Plain::json).forEach(line -> out.println(unicode ? line : escaped(line)));
        out.flush();
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    /** Green for what is well, red for what is not, yellow for what waits; other words as they are. */
    public String tinted(String word) {
        return switch (word) {
            case "UP", "RECOVERED", "ADMITTED", "CLOSED", "closed", "ALLOW" -> paint("32", word);
            case "DOWN", "FAILED", "UNTOLD", "INEFFECTIVE", "UNKNOWN", "BLOCKED", "OPEN", "FORCED_OPEN" ->
                paint("31", word);
            case "DEGRADED", "DEFERRED", "AWAITING_APPROVAL", "EXPIRED", "CANCELLED", "HALF_OPEN", "open" ->
                paint("33", word);
            default -> word;
        };
    }

    /** A tick or a cross. */
    public String mark(boolean kept) {
        if (unicode) {
            return kept ? paint("32", "\u2714") : paint("31", "\u2718");
        }
        return kept ? paint("32", "[ok]") : paint("31", "[NO]");
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String escaped(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars().forEach(c -> ascii.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    private static String ascii(String text) {
        return text.replace("\u2026", "...").replace("\u2192", "->").replaceAll("[^\\x00-\\x7f]", "?");
    }
}
