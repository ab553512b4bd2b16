package io.recoverymesh.correlation.ledger;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A sorted map of state; in memory in tests, a Streams store in production. */
public interface Table<V> {
    @Nullable
    V get(String key);

    void put(String key, V value);

    void delete(String key);

    /**
     * Visits entries in key order, from {@code from} (inclusive) to {@code to} (exclusive), until the visitor says false.
     * The visitor must not change the table.
     */
    void scan(String from, String to, BiPredicate<String, V> visitor);
}
