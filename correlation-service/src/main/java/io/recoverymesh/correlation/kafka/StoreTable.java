package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.ledger.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A table in a Streams store. Changes stay in memory until {@link #flush}: an input whose decision fails leaves no
 * trace ({@link #discard}).
 */
final class StoreTable<V> implements Table<V> {
    private final Space<V> space;
    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Optional<V>> read = new HashMap<>();
    private final TreeMap<String, Optional<V>> changed = new TreeMap<>();

    StoreTable(Space<V> space, KeyValueStore<String, byte[]> store) {
        this.space = space;
        this.store = store;
    }

    @Override
    public @Nullable V get(String key) {
        Optional<V> change = changed.get(key);
        if (change != null) {
            return change.orElse(null);
        }
        return read.computeIfAbsent(key, this::load).orElse(null);
    }

    @Override
    public void put(String key, V value) {
        changed.put(key, Optional.of(value));
    }

    @Override
    public void delete(String key) {
        changed.put(key, Optional.empty());
    }

    @Override
    public void scan(String from, String to, BiPredicate<String, V> visitor) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        var changes = new TreeMap<>(changed.subMap(from, to));
        try (KeyValueIterator<String, byte[]> stored = store.range(space.stored(from), space.stored(to))) {
            while (stored.hasNext()) {
                KeyValue<String, byte[]> entry = stored.next();
                String key = space.key(entry.key);
                while (!changes.isEmpty() && changes.firstKey().compareTo(key) < 0) {
                    if (!visit(changes.pollFirstEntry(), visitor)) {
                        return;
                    }
                }
                Optional<V> change = changes.remove(key);
                Optional<V> value = change == null ? Optional.of(space.codec().read(entry.value)) : change;
                if (!key.equals(to) && value.isPresent() && !visitor.test(key, value.get())) {
                    return;
                }
            }
        }
        while (!changes.isEmpty() && visit(changes.pollFirstEntry(), visitor)) {
            // the visitor wants more
        }
    }

    /** Of what is not written yet. */
    Set<String> changedKeys() {
        return changed.keySet();
    }

    /** Writes what was changed. A tombstone of what was never there would cost as much as any other write. */
    void flush() {
        changed.forEach((key, value) -> {
            String stored = space.stored(key);
            if (value.isPresent()) {
                store.put(stored, space.codec().write(value.get()));
            } else if (store.get(stored) != null) {
                store.delete(stored);
            }
        });
        discard();
    }

    /** Forgets what was changed. */
    void discard() {
        changed.clear();
        read.clear();
    }

    private Optional<V> load(String key) {
        byte[] bytes = store.get(space.stored(key));
        return bytes == null ? Optional.empty() : Optional.of(space.codec().read(bytes));
    }

    private static <V> boolean visit(Map.Entry<String, Optional<V>> entry, BiPredicate<String, V> visitor) {
        return entry.getValue().isEmpty()
                || visitor.test(entry.getKey(), entry.getValue().get());
    }
}
