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
    private final Nearest nearest;

    /** @param nearest shared by the tables that are read together */
    MergedTable(Space<V> space, List<ReadOnlyKeyValueStore<String, byte[]>> partitions, Nearest nearest) {
        this.space = space;
        this.partitions = partitions;
        this.nearest = nearest;
    }

    @Override
    public @Nullable V get(String key) {
        String stored = space.stored(key);
        int first = nearest.partition();
        for (int i = 0; i < partitions.size(); i++) {
            int partition = (first + i) % partitions.size();
            byte[] bytes = partitions.get(partition).get(stored);
            if (bytes != null) {
                nearest.found(partition);
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
            PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::key));
            for (int partition = 0; partition < partitions.size(); partition++) {
                KeyValueIterator<String, byte[]> entries =
                        partitions.get(partition).range(space.stored(from), space.stored(to));
                open.add(entries);
                if (entries.hasNext()) {
                    heads.add(new Head(partition, entries.peekNextKey(), entries));
                }
            }
            visit(heads, to, visitor);
        } finally {
            open.forEach(KeyValueIterator::close);
        }
    }

    private void visit(PriorityQueue<Head> heads, String to, BiPredicate<String, V> visitor) {
        while (!heads.isEmpty()) {
            Head head = heads.remove();
            KeyValue<String, byte[]> entry = head.entries().next();
            String key = space.key(entry.key);
            nearest.found(head.partition());
            if (!key.equals(to) && !visitor.test(key, space.codec().read(entry.value))) {
                return;
            }
            if (head.entries().hasNext()) {
                heads.add(new Head(head.partition(), head.entries().peekNextKey(), head.entries()));
            }
        }
    }

    /** The next entry of one partition. */
    private record Head(int partition, String key, KeyValueIterator<String, byte[]> entries) {}
}
