package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.ledger.Table;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A table that forgets what is put into it. */
record BrokenTable<V>(Table<V> table) implements Table<V> {
    @Override
    public @Nullable V get(String key) {
        return table.get(key);
    }

    @Override
    public void put(String key, V value) {}

    @Override
    public void delete(String key) {
        table.delete(key);
    }

    @Override
    public void scan(String from, String to, BiPredicate<String, V> visitor) {
        table.scan(from, to, visitor);
    }
}
