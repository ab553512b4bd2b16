package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.ledger.MemoryTable;
import io.recoverymesh.correlation.ledger.Table;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Changes that are not committed yet, over those that are. */
final class StagedTable<V> implements Table<V> {
    private final MemoryTable<V> committed;
    private final TreeMap<String, Optional<V>> staged = new TreeMap<>();

    StagedTable(MemoryTable<V> committed) {
        this.committed = committed;
    }

    @Override
    public @Nullable V get(String key) {
        Optional<V> change = staged.get(key);
        return change == null ? committed.get(key) : change.orElse(null);
    }

    @Override
    public void put(String key, V value) {
        staged.put(key, Optional.of(value));
    }

    @Override
    public void delete(String key) {
        staged.put(key, Optional.empty());
    }

    @Override
    public void scan(String from, String to, BiPredicate<String, V> visitor) {
        TreeMap<String, V> merged = new TreeMap<>(committed.entries().subMap(from, to));
        staged.subMap(from, to).forEach((key, change) -> {
            change.ifPresent(value -> merged.put(key, value));
            if (change.isEmpty()) {
                merged.remove(key);
            }
        });
        for (Map.Entry<String, V> entry : merged.entrySet()) {
            if (!visitor.test(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    void commit() {
        staged.forEach(
                (key, change) -> change.ifPresentOrElse(v -> committed.put(key, v), () -> committed.delete(key)));
        staged.clear();
    }

    void rollBack() {
        staged.clear();
    }
}
