package io.recoverymesh.handler.sdk;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.topic.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the mesh is, and how this instance works; usually read from the environment.
 *
 * @param kafka properties of every Kafka client, {@code bootstrap.servers} among them
 * @param registry properties of the schema registry's client, {@code schema.registry.url} among them
 * @param instance names this process; the same after a restart where that is possible
 * @param maxRunning attempts at once
 * @param stopWait how long attempts may take to end at shutdown before they are stopped
 * @param createTopics whether missing topics are made; false where others create them
 * @param partitions of topics that are made
 */
public record MeshSettings(
        Map<String, String> kafka,
        Map<String, String> registry,
        String topicPrefix,
        String instance,
        int maxRunning,
        Duration heartbeat,
        Duration stopWait,
        boolean createTopics,
        int partitions) {
    private static final String KAFKA = "MESH_KAFKA_";
    private static final String REGISTRY = "MESH_REGISTRY_";
    private static final Pattern SERVERS = Pattern.compile("[^,\\s]+:[0-9]{1,5}(\\s*,\\s*[^,\\s]+:[0-9]{1,5})*");

    public MeshSettings {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    /**
     * Of {@code MESH_BOOTSTRAP_SERVERS}, {@code MESH_REGISTRY_URL}, {@code MESH_TOPIC_PREFIX}, {@code MESH_TOPICS_CREATE},
     * {@code MESH_TOPICS_PARTITIONS}, {@code HANDLER_INSTANCE}, {@code HANDLER_MAX_RUNNING}, {@code HANDLER_HEARTBEAT},
     * {@code HANDLER_STOP_WAIT}; {@code MESH_KAFKA_SECURITY_PROTOCOL} becomes {@code security.protocol} and so on, and so
     * does {@code MESH_REGISTRY_BASIC_AUTH_USER_INFO}.
     *
     * @throws IllegalArgumentException naming the variable, what was expected and what came
     */
    public static MeshSettings of(Map<String, String> environment, String defaultInstance) {
        Map<String, String> kafka = new HashMap<>();
        Map<String, String> registry = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA)) {
                kafka.put(property(name.substring(KAFKA.length())), value);
            } else if (name.startsWith(REGISTRY) && !name.equals("MESH_REGISTRY_URL")) {
                registry.put(property(name.substring(REGISTRY.length())), value);
            }
        });
        Map<String, String> clients = new HashMap<>();
        ClientSettings.of(bootstrapServers(environment), kafka)
                .clients()
                .forEach((name, value) -> clients.put(name, String.valueOf(value)));
        registry.put("schema.registry.url", environment.getOrDefault("MESH_REGISTRY_URL", "http://127.0.0.1:8081"));
        return new MeshSettings(
                clients,
                registry,
                environment.getOrDefault("MESH_TOPIC_PREFIX", Topics.DEFAULT_PREFIX),
                environment.getOrDefault("HANDLER_INSTANCE", defaultInstance),
                number(environment, "HANDLER_MAX_RUNNING", 64),
                duration(environment, "HANDLER_HEARTBEAT", Duration.ofSeconds(10)),
                duration(environment, "HANDLER_STOP_WAIT", Duration.ofSeconds(20)),
                yesOrNo(environment, "MESH_TOPICS_CREATE"),
                number(environment, "MESH_TOPICS_PARTITIONS", 4));
    }

    /** A name for an instance that was given none: its host's and its process's. */
    public static String hostAndProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return host.replaceAll("[^A-Za-z0-9._-]", "-") + "-"
                + ProcessHandle.current().pid();
    }

    /** What may be printed: properties may hold secrets. */
    @Override
    public String toString() {
        return "instance " + instance + " of " + kafka.get("bootstrap.servers") + " (topics " + topicPrefix + "*)";
    }

    private static String bootstrapServers(Map<String, String> environment) {
        String servers = environment.getOrDefault("MESH_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
        if (!SERVERS.matcher(servers).matches()) {
            throw new IllegalArgumentException(
                    "Expected MESH_BOOTSTRAP_SERVERS to be host:port,host:port…, but got '" + servers + "'");
        }
        return servers;
    }

    private static String property(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static int number(Map<String, String> environment, String name, int fallback) {
        String value = environment.get(name);
        try {
            return value == null ? fallback : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Expected " + name + " to be a whole number, but got '" + value + "'", e);
        }
    }

    private static Duration duration(Map<String, String> environment, String name, Duration fallback) {
        String value = environment.get(name);
        try {
            return value == null ? fallback : Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected " + name + " to be a duration as 10s, but got '" + value + "'", e);
        }
    }

    private static boolean yesOrNo(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "true");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("Expected " + name + " to be true or false, but got '" + value + "'");
        }
        return value.equals("true");
    }
}
