package io.recoverymesh.standalone.rehearsal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Something that a test may expect.
 *
 * @param fields what can be said about it; the first one is meant by a mere text
 */
record Happened(Kind kind, Instant at, Map<String, String> fields) {
    Happened {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** What can happen; in the words of the test file. */
    enum Kind {
        requests("policy target group signal"),
        verdicts("verdict policy target group guard reason"),
        commands("action target group policy step attempt with"),
        outcomes("outcome policy target group reason"),
        escalations("notify level policy target reason"),
        notices("target group policy with"),
        events("kind policy target group notify reason");

        private final String fields;

        Kind(String fields) {
            this.fields = fields;
        }

        List<String> fields() {
            return List.of(fields.split(" "));
        }
    }

    /** Values in the order of the kind's fields; null where there is none. */
    static Happened of(Kind kind, Instant at, @Nullable String... values) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                fields.put(kind.fields().get(i), value);
            }
        }
        return new Happened(kind, at, fields);
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        fields.forEach((name, value) -> text.add(name + ": " + value));
        return text.toString();
    }
}
