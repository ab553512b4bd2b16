package io.recoverymesh.correlation.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arrows of the state diagram under one heading of {@code docs/lifecycle.md}, as {@code FROM --> TO : label}. */
public final class DrawnMoves {
    private static final Path PAGE = Path.of("..", "docs", "lifecycle.md");
    private static final Pattern ARROW = Pattern.compile("^\\s+(\\w+) --> (\\w+)(?: : (.*))?$");

    private DrawnMoves() {}

    /** Arrows from and to the outside are left out. */
    public static List<Arrow> under(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```mermaid", page.indexOf("\n## " + heading + "\n"));
        List<Arrow> arrows = new ArrayList<>();
        page.substring(from, page.indexOf("\n```", from)).lines().forEach(line -> {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                arrows.add(new Arrow(arrow.group(1), arrow.group(2), String.valueOf(arrow.group(3))));
            }
        });
        return arrows;
    }

    public record Arrow(String from, String to, String label) {}
}
