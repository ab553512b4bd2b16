package io.recoverymesh.common.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * For each topic and schema, the id that records carry and the writer of their bytes. Safe for several threads.
 *
 * <p>The id always belongs to a schema equal to the one that writes: bytes never claim a schema that did not write them.
 */
final class RecordWriters<T extends SpecificRecord> {

    /** A schema's id under its subject, and the writer of its records. */
    record Registered<T>(String topic, Schema schema, int id, DatumWriter<T> writer) {}

    private record Place(String topic, Schema schema) {}

    private final SchemaRegistry registry;
    private final SerdeConfig config;
    private final Map<Place, Registered<T>> writers = new ConcurrentHashMap<>();
    private volatile @Nullable Registered<T> last;

    RecordWriters(SchemaRegistry registry, SerdeConfig config) {
        this.registry = registry;
        this.config = config;
    }

    /** The writer for a record of this schema: nearly always the one of the record before. */
    Registered<T> of(String topic, Schema schema) {
        Registered<T> known = last;
        if (known != null && known.schema().equals(schema) && known.topic().equals(topic)) {
            return known;
        }
        Registered<T> found = writers.computeIfAbsent(new Place(topic, schema), place -> make(topic, schema));
        last = found;
        return found;
    }

    private Registered<T> make(String topic, Schema schema) {
        String subject = config.subjects().subject(topic, config.key(), schema);
        DatumWriter<T> writer = new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema));
        return new Registered<>(topic, schema, idOf(subject, schema), writer);
    }

    private int idOf(String subject, Schema schema) {
        if (config.autoRegister()) {
            return registry.register(subject, schema);
        }
        if (config.useLatest()) {
            RegisteredSchema latest = registry.latest(subject);
            if (latest.schema().equals(schema)) {
                return latest.id();
            }
        }
        return registry.idOf(subject, schema);
    }
}
