package io.recoverymesh.common.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What a serde may do and how much it takes.
 *
 * @param recordType the one record type that is read; null reads whatever type the writer's schema names
 * @param maxBytes the largest record that is read, in bytes with framing
 */
record SerdeConfig(
        boolean key,
        boolean autoRegister,
        boolean useLatest,
        SubjectNameStrategy subjects,
        @Nullable Class<? extends SpecificRecord> recordType,
        int maxBytes) {

    static final String MAX_BYTES = "recovery.max.record.bytes";
    private static final int DEFAULT_MAX_BYTES = 2 * 1024 * 1024;

    SerdeConfig {
        if (maxBytes < 1) {
            throw new ConfigException("Expected " + MAX_BYTES + " of at least 1, but it is " + maxBytes + ".");
        }
    }

    static SerdeConfig of(Map<String, ?> configs, boolean key, @Nullable Class<? extends SpecificRecord> recordType) {
        String side = key ? "key" : "value";
        String strategy = side + ".subject.name.strategy";
        if (!flag(configs, "specific.avro.reader", true)) {
            throw new ConfigException("Expected specific.avro.reader=true, but it is false: "
                    + "these serdes read generated records only. Remove the setting, or use GenericRecord serdes.");
        }
        return new SerdeConfig(
                key,
                flag(configs, "auto.register.schemas", true),
                flag(configs, "use.latest.version", false),
                SubjectNameStrategy.of(strategy, configs.get(strategy)),
                recordType != null ? recordType : typeOf("specific.avro." + side + ".type", configs),
                Math.toIntExact(RegistryConfig.number(configs, MAX_BYTES, DEFAULT_MAX_BYTES)));
    }

    private static boolean flag(Map<String, ?> configs, String name, boolean otherwise) {
        Object value = configs.get(name);
        return switch (value == null ? String.valueOf(otherwise) : value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(name, value, "expected true or false");
        };
    }

    private static @Nullable Class<? extends SpecificRecord> typeOf(String setting, Map<String, ?> configs) {
        Object value = configs.get(setting);
        try {
            return switch (value) {
                case null -> null;
                case Class<?> type -> type.asSubclass(SpecificRecord.class);
                default -> Class.forName(value.toString()).asSubclass(SpecificRecord.class);
            };
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new ConfigException(setting, value, "expected a class generated from an Avro record: " + e);
        }
    }
}
