package io.recoverymesh.trigger.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** When to look at which target again, in the order of time; survives restarts. One entry per target. */
final class Timers {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    Timers(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void move(String target, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && !from.equals(to)) {
            store.delete(keyOf(from, target));
        }
        if (to != null && !to.equals(from)) {
            store.put(keyOf(to, target), PRESENT);
        }
    }

    /** Targets that are due, the earliest first; their entries are removed. */
    List<String> take(Instant now, int limit) {
        List<Bytes> due = new ArrayList<>();
        Bytes end = Bytes.wrap(
                ByteBuffer.allocate(8).putLong(now.toEpochMilli() + 1).array());
        try (KeyValueIterator<Bytes, byte[]> all = store.range(null, end)) {
            while (all.hasNext() && due.size() < limit) {
                KeyValue<Bytes, byte[]> next = all.next();
                due.add(next.key);
            }
        }
        List<String> targets = new ArrayList<>(due.size());
        for (Bytes key : due) {
            store.delete(key);
            targets.add(new String(key.get(), 8, key.get().length - 8, StandardCharsets.UTF_8));
        }
        return targets;
    }

    private static Bytes keyOf(Instant due, String target) {
        byte[] name = target.getBytes(StandardCharsets.UTF_8);
        // times before 1970 would sort last
        long millis = Math.max(0, due.toEpochMilli());
        return Bytes.wrap(
                ByteBuffer.allocate(8 + name.length).putLong(millis).put(name).array());
    }
}
