package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.ledger.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The same table of several partitions, read as one, in key order; nobody writes through it. */
final class MergedTable<V> implements Table<V> {
    private final Space<V> space;
    private final List<ReadOnlyKeyValueStore<String, byte[]>> partitions;

    MergedTable(Space<V> space, List<ReadOnlyKeyValueStore<String, byte[]>> partitions) {
        this.space = space;
        this.partitions = partitions;
    }

    @Override
    public @Nullable V get(String key) {
        for (ReadOnlyKeyValueStore<String, byte[]> partition : partitions) {
            byte[] bytes = partition.get(space.stored(key));
            if (bytes != null) {
                return space.codec().read(bytes);
            }
        }
        return null;
    }

    @Override
    public void put(String key, V value) {
        throw new UnsupportedOperationException("Expected reads only, but got a put of " + key);
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException("Expected reads only, but got a delete of " + key);
    }

    @Override
    public void scan(String from, String to, BiPredicate<String, V> visitor) {
        List<KeyValueIterator<String, byte[]>> open = new ArrayList<>();
        try {
            PriorityQueue<KeyValueIterator<String, byte[]>> heads =
                    new PriorityQueue<>(Comparator.comparing(KeyValueIterator::peekNextKey));
            for (ReadOnlyKeyValueStore<String, byte[]> partition : partitions) {
                KeyValueIterator<String, byte[]> entries = partition.range(space.stored(from), space.stored(to));
                open.add(entries);
                if (entries.hasNext()) {
                    heads.add(entries);
                }
            }
            visit(heads, to, visitor);
        } finally {
            open.forEach(KeyValueIterator::close);
        }
    }

    private void visit(
            PriorityQueue<KeyValueIterator<String, byte[]>> heads, String to, BiPredicate<String, V> visitor) {
        while (!heads.isEmpty()) {
            KeyValueIterator<String, byte[]> head = heads.remove();
            KeyValue<String, byte[]> entry = head.next();
            String key = space.key(entry.key);
            if (!key.equals(to) && !visitor.test(key, space.codec().read(entry.value))) {
                return;
            }
            if (head.hasNext()) {
                heads.add(head);
            }
        }
    }
}
