package io.recoverymesh.common.registry;

import io.recoverymesh.common.registry.RegistryException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Remembers what cannot change: the schema of an id and the id of a schema, for ever; an unknown id for five seconds,
 * so that a stream of garbage does not become a stream of requests.
 */
final class CachedSchemaRegistry implements SchemaRegistry {

    private static final long MISSING_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_MISSING = 1_000;

    private record Entry(String subject, Schema schema) {}

    private record Missing(long until, RegistryException answer) {}

    private final SchemaRegistry registry;
    private final LongSupplier nanos;
    private final Map<Entry, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Object, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Object, Missing> missing = new ConcurrentHashMap<>();

    CachedSchemaRegistry(SchemaRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new Entry(subject, schema), key -> registry.register(subject, schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ids.computeIfAbsent(new Entry(subject, schema), key -> registry.idOf(subject, schema));
    }

    @Override
    public Schema schemaOf(int id) {
        return schemaOf(id, () -> registry.schemaOf(id));
    }

    @Override
    public Schema schemaOf(UUID guid) {
        return schemaOf(guid, () -> registry.schemaOf(guid));
    }

    private Schema schemaOf(Object id, Supplier<Schema> asked) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Missing recently = missing.get(id);
        if (recently != null && nanos.getAsLong() - recently.until() < 0) {
            throw recently.answer();
        }
        try {
            Schema schema = asked.get();
            schemas.put(id, schema);
            return schema;
        } catch (RegistryException e) {
            if (e.reason() == Reason.SCHEMA_NOT_FOUND) {
                remember(id, e);
            }
            throw e;
        }
    }

    private void remember(Object id, RegistryException answer) {
        if (missing.size() >= MOST_MISSING) {
            missing.clear();
        }
        missing.put(id, new Missing(nanos.getAsLong() + MISSING_NANOS, answer));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public boolean accepts(String subject, Schema schema) {
        return registry.accepts(subject, schema);
    }

    @Override
    public Compatibility compatibility() {
        return registry.compatibility();
    }

    @Override
    public void compatibility(Compatibility level) {
        registry.compatibility(level);
    }

    @Override
    public Optional<Compatibility> compatibility(String subject) {
        return registry.compatibility(subject);
    }

    @Override
    public void compatibility(String subject, Compatibility level) {
        registry.compatibility(subject, level);
    }
}
