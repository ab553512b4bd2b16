package io.recoverymesh.correlation.ledger;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A table in memory. */
public final class MemoryTable<V> implements Table<V> {
    private final ConcurrentSkipListMap<String, V> entries = new ConcurrentSkipListMap<>();

    @Override
    public @Nullable V get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, V value) {
        entries.put(key, value);
    }

    @Override
    public void delete(String key) {
        entries.remove(key);
    }

    @Override
    public void scan(String from, String to, BiPredicate<String, V> visitor) {
        for (Map.Entry<String, V> entry : entries.subMap(from, to).entrySet()) {
            if (!visitor.test(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    /** What it holds, in key order. */
    public SortedMap<String, V> entries() {
        return entries;
    }
}
