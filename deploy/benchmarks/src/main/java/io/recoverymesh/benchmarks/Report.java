package io.recoverymesh.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured: a table to read and a file to compare. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%n%-12s %-46s %12s %-6s %8s  %s%n", "benchmark", "what", "value", "", "ratio", "goal");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-46s %12s %-6s %8s  %s%n",
                    row.benchmark(),
                    row.what(),
                    number(row.value()),
                    row.unit(),
                    Double.isNaN(row.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()),
                    row.limit());
        }
    }

    void write(Path file) {
        ObjectNode report = JSON.createObjectNode();
        report.put("at", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", System.getProperty("java.version"));
        ArrayNode lines = report.putArray("rows");
        for (Row row : rows) {
            ObjectNode line = lines.addObject();
            line.put("benchmark", row.benchmark());
            line.put("what", row.what());
            line.put("value", row.value());
            line.put("unit", row.unit());
            if (!Double.isNaN(row.ratio())) {
                line.put("ratio", row.ratio());
            }
            line.put("goal", row.limit());
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 1_000 ? "%.2f" : "%,.0f", value);
    }
}
