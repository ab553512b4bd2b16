package io.recoverymesh.trigger.trigger;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a state; the counterpart of {@link StateWriter}. */
final class StateReader {
    final DataInputStream in;

    StateReader(DataInputStream in) {
        this.in = in;
    }

    /** Reads one part. */
    interface Part<T> {
        T read() throws IOException;
    }

    String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    Instant time() throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    ByteBuffer bytes() throws IOException {
        return ByteBuffer.wrap(in.readNBytes(in.readInt()));
    }

    <T> @Nullable T optional(Part<T> part) throws IOException {
        return in.readBoolean() ? part.read() : null;
    }

    <T> List<T> list(Part<T> part) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(part.read());
        }
        return values;
    }

    <K extends Comparable<K>, V> Map<K, V> map(Part<K> key, Part<V> value) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return Map.of();
        }
        Map<K, V> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key.read(), value.read());
        }
        return Collections.unmodifiableMap(map);
    }
}
