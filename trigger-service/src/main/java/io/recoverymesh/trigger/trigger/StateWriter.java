package io.recoverymesh.trigger.trigger;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a state, each with its length before it; the counterpart of {@link StateReader}. */
final class StateWriter {
    final DataOutputStream out;

    StateWriter(DataOutputStream out) {
        this.out = out;
    }

    /** Writes one part. */
    interface Part<T> {
        void write(T value) throws IOException;
    }

    void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void time(Instant time) throws IOException {
        out.writeLong(time.toEpochMilli());
    }

    void bytes(ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    <T> void optional(@Nullable T value, Part<T> part) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            part.write(value);
        }
    }

    <T> void list(Collection<T> values, Part<T> part) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            part.write(value);
        }
    }

    <K, V> void map(Map<K, V> map, Part<K> key, Part<V> value) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            key.write(entry.getKey());
            value.write(entry.getValue());
        }
    }
}
