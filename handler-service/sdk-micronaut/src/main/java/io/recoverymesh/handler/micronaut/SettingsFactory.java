package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.sdk.MeshSettings;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Where the mesh is and how this instance works, of the application's configuration. */
@Factory
final class SettingsFactory {
    private static final String REGISTRY = "mesh.registry";

    @Singleton
    MeshSettings settings(
            Environment environment,
            HandlerProperties handler,
            @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092") String bootstrapServers,
            @Property(name = "mesh.registry-url", defaultValue = "http://127.0.0.1:8081") String registryUrl,
            @Property(name = "mesh.topic-prefix", defaultValue = Topics.DEFAULT_PREFIX) String topicPrefix,
            TopicProperties topics) {
        Map<String, String> kafka = new HashMap<>();
        ClientSettings.of(bootstrapServers, environment.getProperties(ClientSettings.PREFIX, StringConvention.RAW))
                .clients()
                .forEach((name, value) -> kafka.put(name, String.valueOf(value)));
        Map<String, String> registry = new HashMap<>();
        environment
                .getProperties(REGISTRY, StringConvention.RAW)
                .forEach((name, value) -> registry.put(name.replace('-', '.'), String.valueOf(value)));
        registry.remove("url");
        registry.put("schema.registry.url", registryUrl);
        String instance = handler.instance();
        return new MeshSettings(
                kafka,
                registry,
                topicPrefix,
                instance == null || instance.isEmpty() ? MeshSettings.hostAndProcess() : instance,
                handler.maxRunning(),
                handler.heartbeat(),
                handler.stopWait(),
                topics.create(),
                topics.partitions());
    }
}
