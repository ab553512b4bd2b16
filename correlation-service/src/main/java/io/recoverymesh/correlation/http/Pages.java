package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.ledger.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads bounded pages of tables. */
final class Pages {
    static final int LONGEST = 1_000;
    private static final int MOST_LOOKED_AT = 20_000;
    private static final String LAST = "~";

    private Pages() {}

    /** Of a {@code limit} parameter. */
    static int limit(@Nullable Integer asked, int otherwise) {
        if (asked == null) {
            return otherwise;
        }
        if (asked < 1 || asked > LONGEST) {
            throw ProblemException.badRequest("Expected 'limit' to be 1 to " + LONGEST + ", but got " + asked);
        }
        return asked;
    }

    /** The whole table; what {@code view} answers with null is left out. */
    static <V, R> List<R> all(Table<V> table, int limit, BiFunction<String, V, @Nullable R> view) {
        return between(table, "", LAST, limit, view);
    }

    /** What belongs to a group, or everything where none is named; for tables whose keys begin with it. */
    static <V, R> List<R> ofGroup(
            Table<V> table, @Nullable String group, int limit, BiFunction<String, V, @Nullable R> view) {
        return group == null ? all(table, limit, view) : between(table, group + "/", group + "0", limit, view);
    }

    static <V, R> List<R> between(
            Table<V> table, String from, String to, int limit, BiFunction<String, V, @Nullable R> view) {
        List<R> found = new ArrayList<>();
        int[] looked = {0};
        table.scan(from, to, (key, value) -> {
            R seen = view.apply(key, value);
            if (seen != null) {
                found.add(seen);
            }
            return found.size() < limit && ++looked[0] < MOST_LOOKED_AT;
        });
        return found;
    }
}
