package io.recoverymesh.trigger.payload;

import io.recoverymesh.trigger.mapping.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** Payloads as senders send them, read with the presets. */
public final class Payloads {
    public static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");
    public static final PayloadReader READER = new PayloadReader(Mapping::presets);

    private Payloads() {}

    public static byte[] file(String name) {
        try (InputStream in = Payloads.class.getResourceAsStream("/" + name + ".json")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static <T extends SpecificRecord> List<T> read(byte[] body, Class<T> type) {
        return READER.read(body, Envelope.of(RECEIVED)).signals().stream()
                .map(type::cast)
                .toList();
    }

    static <T extends SpecificRecord> T one(byte[] body, Class<T> type) {
        List<T> all = read(body, type);
        if (all.size() != 1) {
            throw new AssertionError("Expected one signal, but got " + all);
        }
        return all.getFirst();
    }
}
