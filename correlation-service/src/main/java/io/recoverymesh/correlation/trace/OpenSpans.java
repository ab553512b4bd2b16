package io.recoverymesh.correlation.trace;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What began and has not ended, in the order in which it began; the first {@link #MOST}. */
final class OpenSpans {
    static final int MOST = 50_000;

    private final Map<String, Open> open = new LinkedHashMap<>();

    void begin(String key, long offset, Instant at, SpanDraft draft) {
        open.remove(key);
        open.put(key, new Open(offset, at, draft));
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
    }

    void note(String key, Instant at, String text) {
        Open found = open.get(key);
        if (found != null) {
            found.draft().note(at, text);
        }
    }

    void fail(String key, String reason) {
        Open found = open.get(key);
        if (found != null) {
            found.draft().failed(reason);
        }
    }

    void end(String key, Instant at, List<Span> ended) {
        Open found = open.remove(key);
        if (found != null) {
            ended.add(found.draft().end(at));
        }
    }

    void endAll(String prefix, Instant at, List<Span> ended) {
        Iterator<Map.Entry<String, Open>> entries = open.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Open> entry = entries.next();
            if (entry.getKey().startsWith(prefix)) {
                entries.remove();
                ended.add(entry.getValue().draft().end(at));
            }
        }
    }

    void forgetBefore(Instant time) {
        Iterator<Open> oldest = open.values().iterator();
        while (oldest.hasNext() && oldest.next().at().isBefore(time)) {
            oldest.remove();
        }
    }

    OptionalLong oldest() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().offset());
    }

    private record Open(long offset, Instant at, SpanDraft draft) {}
}
