package io.recoverymesh.common.registry;

import io.recoverymesh.common.registry.RegistryException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** For each schema that wrote a record, the reader that makes the generated class of it. Safe for several threads. */
final class RecordReaders<T extends SpecificRecord> {

    /** No reader for this writer: what came, and what to change. */
    static final class NoReader extends Exception {
        final String mend;

        NoReader(String came, String mend, @Nullable Throwable cause) {
            super(came, cause);
            this.mend = mend;
        }
    }

    private record Known<T>(int id, DatumReader<T> reader) {}

    private final SchemaRegistry registry;
    private final @Nullable Class<? extends SpecificRecord> type;
    private final Map<Object, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private volatile @Nullable Known<T> last;

    RecordReaders(SchemaRegistry registry, @Nullable Class<? extends SpecificRecord> type) {
        this.registry = registry;
        this.type = type;
    }

    /** The reader for an id: nearly always the one of the record before. */
    DatumReader<T> of(int id) throws NoReader {
        Known<T> known = last;
        if (known != null && known.id() == id) {
            return known.reader();
        }
        DatumReader<T> reader = of((Object) id);
        last = new Known<>(id, reader);
        return reader;
    }

    /** The reader for an {@code Integer} id or a {@code UUID} guid. */
    DatumReader<T> of(Object schema) throws NoReader {
        DatumReader<T> known = readers.get(schema);
        if (known != null) {
            return known;
        }
        DatumReader<T> made = make(writerOf(schema), schema);
        readers.put(schema, made);
        return made;
    }

    private Schema writerOf(Object schema) throws NoReader {
        try {
            return schema instanceof UUID guid ? registry.schemaOf(guid) : registry.schemaOf((Integer) schema);
        } catch (RegistryException e) {
            if (e.reason() == Reason.SCHEMA_NOT_FOUND) {
                throw new NoReader(
                        "schema id " + schema + ", which the registry does not know",
                        "Write with a schema of the same registry that the reader uses",
                        e);
            }
            throw e;
        }
    }

    private DatumReader<T> make(Schema writer, Object id) throws NoReader {
        Class<?> target = type != null ? type : SpecificData.get().getClass(writer);
        if (target == null || !SpecificRecord.class.isAssignableFrom(target)) {
            throw new NoReader(
                    "schema id " + id + ", a " + nameOf(writer),
                    "Write one of the records in io.recoverymesh.schemas, or read this topic with its own classes",
                    null);
        }
        SpecificData model = SpecificData.getForClass(target);
        Schema reader = model.getSchema(target);
        if (!isNamedLike(writer, reader)) {
            throw new NoReader(
                    "schema id " + id + ", a " + nameOf(writer),
                    "Write it to the topic where it belongs, or use the record that belongs here",
                    null);
        }
        try {
            return model.getFastReaderBuilder().createDatumReader(writer, reader);
        } catch (IOException | RuntimeException e) {
            throw new NoReader(
                    "schema id " + id + ", a version of " + nameOf(writer) + " that this one cannot read: "
                            + e.getMessage(),
                    "Keep versions BACKWARD compatible: give new fields a default and keep the others",
                    e);
        }
    }

    private static boolean isNamedLike(Schema writer, Schema reader) {
        return writer.getType() == Schema.Type.RECORD
                && (writer.getFullName().equals(reader.getFullName())
                        || reader.getAliases().contains(writer.getFullName()));
    }

    private static String nameOf(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                ? schema.getFullName()
                : schema.getType().getName();
    }
}
