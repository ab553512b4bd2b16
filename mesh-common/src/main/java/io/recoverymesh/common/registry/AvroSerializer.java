package io.recoverymesh.common.registry;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro records in Confluent's wire format: 0x00, the schema's id in 4 bytes, the record.
 *
 * <p>Throws {@link RegistryException} when the registry refuses the schema or cannot be asked. Safe for use by several
 * threads once configured.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

    private @Nullable RecordWriters<T> writers;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        writers = new RecordWriters<>(SchemaRegistries.of(configs), SerdeConfig.of(configs, isKey, null));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        RecordWriters<T> known = writers;
        if (known == null) {
            throw new IllegalStateException("Expected configure() before serialize(), but it was not called.");
        }
        RecordWriters.Registered<T> registered = known.of(topic, record.getSchema());
        try {
            return RecordBuffer.write(registered.id(), registered.writer(), record);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "Expected a complete " + record.getSchema().getFullName() + " for topic " + topic + ", but "
                            + e.getMessage() + ". Set every field that has no default.",
                    e);
        }
    }
}
