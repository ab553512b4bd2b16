package io.recoverymesh.standalone.text;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, columns as wide as their widest cell; the last one as long as it likes. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** @param cells as many as there are headings; line breaks become spaces */
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "Expected " + headings.size() + " cells, but got " + cells.length + ": " + List.of(cells));
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Plain.line(cell.replaceAll("\\s*[\\r\\n]+\\s*", " ")));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The headings, then the rows. */
    public List<String> lines(Screen screen) {
        int[] widths = new int[headings.size()];
        measure(headings, widths);
        rows.forEach(row -> measure(row, widths));
        List<String> lines = new ArrayList<>();
        lines.add(screen.bold(line(headings, widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(row.get(i)));
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            if (i < widths.length - 1) {
                line.repeat(' ', widths[i] - width(row.get(i))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** Without the colours. */
    private static int width(String cell) {
        return cell.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }
}
