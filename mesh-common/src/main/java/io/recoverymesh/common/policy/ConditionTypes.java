package io.recoverymesh.common.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Optional;
import java.util.Set;

/** The fields that a condition may name, and their types; the values come as maps. */
final class ConditionTypes {
    static final StructType TARGET = struct(
            "target",
            ImmutableMap.of(
                    "group", SimpleType.STRING,
                    "service", SimpleType.STRING,
                    "instance", SimpleType.STRING,
                    "name", SimpleType.STRING));

    /** The target of a recovery that runs: its health is known too. */
    static final StructType TARGET_IN_RECOVERY = struct(
            "targetInRecovery",
            ImmutableMap.of(
                    "group", SimpleType.STRING,
                    "service", SimpleType.STRING,
                    "instance", SimpleType.STRING,
                    "name", SimpleType.STRING,
                    "health", SimpleType.STRING));

    /** By step. */
    static final MapType OUTPUTS = MapType.create(SimpleType.STRING, SimpleType.DYN);

    /** By step. */
    static final MapType STEPS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    private static final ImmutableMap<String, CelType> OF_EVERY_KIND = ImmutableMap.of(
            "kind", SimpleType.STRING,
            "name", SimpleType.STRING,
            "state", SimpleType.STRING,
            "source", SimpleType.STRING,
            "reason", SimpleType.STRING,
            "labels", MapType.create(SimpleType.STRING, SimpleType.STRING));

    /** Of signals of any kind: whatever one of them has. */
    static final StructType SIGNAL = signal("severity", "score");

    private ConditionTypes() {}

    /** Of signals of one kind: what their records can say. */
    static StructType signal(SignalPattern.Source source) {
        return switch (source) {
            case HEALTH, RECOVERY -> signal();
            case ALERT -> signal("severity");
            case ANOMALY -> signal("severity", "score");
        };
    }

    /** Names of the fields of signals of one kind. */
    static Set<String> fieldsOf(SignalPattern.Source source) {
        return signal(source).fieldNames();
    }

    /** Knows the targets and such signals. */
    static CelTypeProvider provider(StructType signal) {
        ImmutableSet<CelType> types = ImmutableSet.of(signal, TARGET, TARGET_IN_RECOVERY);
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return types;
            }

            @Override
            public Optional<CelType> findType(String name) {
                return types.stream().filter(type -> type.name().equals(name)).findFirst();
            }
        };
    }

    private static StructType signal(String... more) {
        ImmutableMap.Builder<String, CelType> fields =
                ImmutableMap.<String, CelType>builder().putAll(OF_EVERY_KIND);
        for (String field : more) {
            fields.put(field, field.equals("score") ? SimpleType.DOUBLE : SimpleType.STRING);
        }
        return struct("signal", fields.buildOrThrow());
    }

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create(
                "recoverymesh." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }
}
