package io.recoverymesh.common.registry;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads generated Avro records in Confluent's wire format, whichever version of their schema wrote them.
 *
 * <p>Throws {@link UndecodableRecordException} for a record that can never be read and a transient
 * {@link RegistryException} when the registry cannot be asked. Safe for use by several threads once configured.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private final @Nullable Class<T> type;
    private @Nullable SerdeConfig config;
    private @Nullable RecordReaders<T> readers;

    /** Reads the type that each record's schema names, or the one of {@code specific.avro.value.type}. */
    public AvroDeserializer() {
        this.type = null;
    }

    /** Reads one type; a record of another is undecodable. */
    public AvroDeserializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeConfig settings = SerdeConfig.of(configs, isKey, type);
        config = settings;
        readers = new RecordReaders<>(SchemaRegistries.of(configs), settings.recordType());
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        return deserialize(topic, null, data);
    }

    @Override
    public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        SerdeConfig settings = config;
        RecordReaders<T> known = readers;
        if (settings == null || known == null) {
            throw new IllegalStateException("Expected configure() before deserialize(), but it was not called.");
        }
        try {
            return decode(settings, known, headers, data);
        } catch (RecordReaders.NoReader e) {
            throw undecodable(topic, settings, data, String.valueOf(e.getMessage()), e.mend, e);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw undecodable(
                    topic, settings, data, "bytes that its schema does not fit: " + e, "Check what writes it", e);
        }
    }

    private T decode(SerdeConfig settings, RecordReaders<T> known, @Nullable Headers headers, byte[] data)
            throws IOException, RecordReaders.NoReader {
        if (data.length > settings.maxBytes()) {
            throw new RecordReaders.NoReader(
                    "one of " + data.length + " bytes, where at most " + settings.maxBytes() + " are taken",
                    "Send less, or raise " + SerdeConfig.MAX_BYTES,
                    null);
        }
        Object inHeader = WireFormat.schemaInHeader(headers, settings.key());
        DatumReader<T> reader = inHeader == null ? framed(known, data) : known.of(inHeader);
        BoundedDecoder decoder = new BoundedDecoder(data, inHeader == null ? WireFormat.PREFIX : 0);
        T read = reader.read(null, decoder);
        if (decoder.remaining() != 0) {
            throw new IOException(decoder.remaining() + " bytes are left over after the record's end");
        }
        return read;
    }

    private DatumReader<T> framed(RecordReaders<T> known, byte[] data) throws RecordReaders.NoReader {
        if (data.length < WireFormat.PREFIX || data[0] != WireFormat.ID) {
            throw new RecordReaders.NoReader(
                    "something else",
                    "Write it with a registry-aware Avro serializer: 0x00, the schema's id in 4 bytes, the record",
                    null);
        }
        return known.of(WireFormat.idIn(data));
    }

    private UndecodableRecordException undecodable(
            String topic, SerdeConfig settings, byte[] data, String came, String mend, Throwable cause) {
        Class<?> one = settings.recordType();
        String expected = (one == null ? "an Avro record" : "an Avro record " + one.getName()) + " as "
                + (settings.key() ? "key" : "value");
        return new UndecodableRecordException(topic, expected, came + " [" + FirstBytes.of(data) + "]", mend, cause);
    }
}
