package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoverymesh.common.registry.RegistryException.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registry of this JVM, for unit tests and topology tests; {@code schema.registry.url=mock://scope} names one.
 *
 * <p>Safe for use by several threads. It demands BACKWARD until told otherwise.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private static final String SCHEME = "mock://";
    private static final Map<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level = Compatibility.BACKWARD;

    /** The registry that {@code mock://scope} addresses; made when first asked for. */
    public static InMemorySchemaRegistry scope(String scope) {
        return SCOPES.computeIfAbsent(scope, name -> new InMemorySchemaRegistry());
    }

    /** Forgets the registry that {@code mock://scope} addresses. */
    public static void dropScope(String scope) {
        SCOPES.remove(scope);
    }

    static Optional<String> scopeOf(String url) {
        return url.startsWith(SCHEME) ? Optional.of(url.substring(SCHEME.length())) : Optional.empty();
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        Integer known = ids.get(schema.toString());
        if (known != null && versions.contains(known)) {
            return known;
        }
        violation(subject, schema).ifPresent(what -> {
            throw new RegistryException(
                    Reason.INCOMPATIBLE,
                    "Expected a schema compatible (" + levelOf(subject) + ") with the earlier versions of " + subject
                            + ", but " + what + ". Give new fields a default and keep the others.");
        });
        int id = ids.computeIfAbsent(schema.toString(), text -> {
            schemas.add(schema);
            return schemas.size();
        });
        subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(id);
        return id;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        List<Integer> versions = versionsOf(subject);
        Integer id = ids.get(schema.toString());
        if (id == null || !versions.contains(id)) {
            throw new RegistryException(
                    Reason.SCHEMA_NOT_FOUND,
                    "Expected " + schema.getFullName() + " under subject " + subject
                            + ", but it is not registered there. Register it first.");
        }
        return id;
    }

    @Override
    public synchronized Schema schemaOf(int id) {
        return found(id >= 1 && id <= schemas.size() ? schemas.get(id - 1) : null, "id " + id);
    }

    @Override
    public synchronized Schema schemaOf(UUID guid) {
        return found(
                schemas.stream()
                        .filter(schema -> guidOf(schema).equals(guid))
                        .findFirst()
                        .orElse(null),
                "guid " + guid);
    }

    /** The globally unique id under which this registry knows a schema. */
    public static UUID guidOf(Schema schema) {
        return UUID.nameUUIDFromBytes(schema.toString().getBytes(UTF_8));
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        List<Integer> versions = versionsOf(subject);
        int id = versions.getLast();
        return new RegisteredSchema(subject, versions.size(), id, schemaOf(id));
    }

    @Override
    public synchronized boolean accepts(String subject, Schema schema) {
        return violation(subject, schema).isEmpty();
    }

    @Override
    public synchronized Compatibility compatibility() {
        return level;
    }

    @Override
    public synchronized void compatibility(Compatibility level) {
        this.level = level;
    }

    @Override
    public synchronized Optional<Compatibility> compatibility(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public synchronized void compatibility(String subject, Compatibility level) {
        levels.put(subject, level);
    }

    private Compatibility levelOf(String subject) {
        return levels.getOrDefault(subject, level);
    }

    private Optional<String> violation(String subject, Schema schema) {
        List<Schema> earlier = subjects.getOrDefault(subject, List.of()).stream()
                .map(this::schemaOf)
                .toList();
        return levelOf(subject).violation(schema, earlier);
    }

    private List<Integer> versionsOf(String subject) {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            throw new RegistryException(
                    Reason.SUBJECT_NOT_FOUND,
                    "Expected a known subject, but " + subject + " is not. Register a schema under it first.");
        }
        return versions;
    }

    private static Schema found(@Nullable Schema schema, String what) {
        if (schema == null) {
            throw new RegistryException(
                    Reason.SCHEMA_NOT_FOUND,
                    "Expected a known schema, but " + what
                            + " is not. Check that writer and reader use the same registry.");
        }
        return schema;
    }
}
