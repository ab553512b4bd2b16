package io.recoverymesh.standalone.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All three services in one application context, behind one port. */
final class Services implements AutoCloseable {
    private static final List<String> DEFAULTS =
            List.of("trigger-service.yml", "correlation-service.yml", "handler-service.yml", "standalone.yml");

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private Services(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /** @param port free */
    static Services start(StandaloneSettings settings, int port, Infrastructure infrastructure) {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .defaultEnvironments("standalone")
                .propertySources(defaults().toArray(PropertySource[]::new))
                .properties(given(settings, port, infrastructure))
                .build();
        try {
            context.start();
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new Services(context, server);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    private static Map<String, Object> given(StandaloneSettings settings, int port, Infrastructure infrastructure) {
        Map<String, Object> given = new HashMap<>();
        given.put("micronaut.server.port", port);
        given.put("mesh.bootstrap-servers", infrastructure.bootstrapServers());
        if (infrastructure.broker() != null) {
            // The framework's own look at Kafka knows nothing of mesh.kafka.*: TLS or a password would make it say DOWN
            given.put("kafka.bootstrap.servers", infrastructure.bootstrapServers());
        }
        given.put("mesh.registry-url", infrastructure.registryUrl());
        given.put("mesh.state-dir", settings.data().resolve("state").toString());
        if (settings.policies() != null) {
            given.put(
                    "correlation.policies",
                    settings.policies().toAbsolutePath().normalize().toString());
        }
        if (settings.actions() != null) {
            given.put(
                    "handler.exec.file",
                    settings.actions().toAbsolutePath().normalize().toString());
        }
        return given;
    }

    /** Later ones override earlier ones. */
    private static List<PropertySource> defaults() {
        List<PropertySource> sources = new ArrayList<>();
        for (String name : DEFAULTS) {
            sources.add(Defaults.of(name, sources.size()));
        }
        return sources;
    }
}
