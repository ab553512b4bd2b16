package io.recoverymesh.common.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every Kafka client of a service shares: where Kafka is, and what {@code mesh.kafka.*} says about the way there (TLS, SASL,
 * time-outs). What the mesh promises rests on settings that it makes itself; those are refused.
 */
public final class ClientSettings {
    /** Prefix of the settings that are passed on. */
    public static final String PREFIX = "mesh.kafka";

    private static final Set<String> OURS = Set.of(
            "acks",
            "enable.idempotence",
            "transactional.id",
            "transaction.timeout.ms",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset",
            "group.id",
            "group.instance.id",
            "application.id",
            "processing.guarantee",
            "state.dir",
            "client.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    private final Map<String, Object> config;

    private ClientSettings(Map<String, Object> config) {
        this.config = Map.copyOf(config);
    }

    /**
     * @param passedOn names of Kafka's own settings; a {@code -} stands for a dot, as environment variables have none
     * @throws IllegalArgumentException naming a setting that is not to be changed
     */
    public static ClientSettings of(String bootstrapServers, Map<String, ?> passedOn) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        new TreeMap<>(passedOn).forEach((name, value) -> {
            String setting = name.replace('-', '.');
            if (OURS.contains(setting)) {
                throw new IllegalArgumentException("Expected " + PREFIX + ".* to say how Kafka is reached, but got "
                        + PREFIX + "." + setting + ", which the mesh sets itself. Remove it.");
            }
            if (setting.equals("bootstrap.servers")) {
                throw new IllegalArgumentException("Expected mesh.bootstrap-servers to say where Kafka is, but got "
                        + PREFIX + ".bootstrap.servers. Use the other name.");
            }
            config.put(setting, String.valueOf(value));
        });
        return new ClientSettings(config);
    }

    /** For consumers, producers and admin clients; they add what is theirs. */
    public Map<String, Object> clients() {
        return config;
    }

    /** Adds all of them to a Streams application, which hands them on to its clients; what is there already stays. */
    public void addTo(Map<String, Object> streams) {
        config.forEach(streams::putIfAbsent);
    }

    /** Without values: some of them are passwords. */
    @Override
    public String toString() {
        return "ClientSettings" + new TreeMap<>(config).keySet();
    }
}
