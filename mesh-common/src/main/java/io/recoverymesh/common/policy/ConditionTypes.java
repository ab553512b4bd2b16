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

/** The fields that a condition may name, and their types; the values come as maps. */
final class ConditionTypes {
    static final StructType SIGNAL = struct(
            "signal",
            ImmutableMap.of(
                    "kind", SimpleType.STRING,
                    "name", SimpleType.STRING,
                    "state", SimpleType.STRING,
                    "severity", SimpleType.STRING,
                    "score", SimpleType.DOUBLE,
                    "source", SimpleType.STRING,
                    "reason", SimpleType.STRING,
                    "labels", MapType.create(SimpleType.STRING, SimpleType.STRING)));
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

    /** Knows the structures. */
    static final CelTypeProvider PROVIDER = new CelTypeProvider() {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableSet.of(SIGNAL, TARGET, TARGET_IN_RECOVERY);
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }
    };

    private ConditionTypes() {}

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create(
                "recoverymesh." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }
}
