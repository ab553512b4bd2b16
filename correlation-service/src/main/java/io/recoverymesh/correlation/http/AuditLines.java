package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.audit.CanonicalForm;
import io.recoverymesh.schemas.RecoveryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log as lines of JSON: {@code {"partition":…,"offset":…,"event":…}}, the event in its canonical form, so that the
 * SHA-256 of that text is what the next one says; the last line says how it ended.
 */
final class AuditLines implements FactReader.Visitor {
    private final Writer out;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable String group;
    private long lines;

    AuditLines(Writer out, @Nullable Instant from, @Nullable Instant to, @Nullable String group) {
        this.out = out;
        this.from = from;
        this.to = to;
        this.group = group;
    }

    @Override
    public void onFact(int partition, long offset, RecoveryEvent event) {
        boolean wanted = (group == null || group.equals(event.getGroup()))
                && (from == null || !event.getAt().isBefore(from))
                && (to == null || event.getAt().isBefore(to));
        if (wanted) {
            line(where(partition, offset) + "\"event\":" + CanonicalForm.of(event) + "}");
        }
    }

    @Override
    public void onUnreadable(int partition, long offset, String problem) {
        line(where(partition, offset) + "\"unreadable\":\"" + escaped(problem) + "\"}");
    }

    /** @param missing parts that were not reached */
    void end(List<String> missing) {
        long all = lines;
        line("{\"end\":true,\"lines\":" + all + ",\"whole\":" + missing.isEmpty() + "}");
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(int partition, long offset) {
        return "{\"partition\":" + partition + ",\"offset\":" + offset + ",";
    }

    private void line(String line) {
        lines++;
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the reader to stay, but " + e.getMessage(), e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
