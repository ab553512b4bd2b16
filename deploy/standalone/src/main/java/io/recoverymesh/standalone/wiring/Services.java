package io.recoverymesh.standalone.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All three services in one application context, behind one port. */
final class Services implements AutoCloseable {
    private static final List<String> DEFAULTS =
            List.of("trigger-service.yml", "correlation-service.yml", "handler-service.yml", "standalone.yml");
    private static final int BEFORE_ALL_OTHERS = -10_000;

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
        given.put("kafka.bootstrap.servers", infrastructure.bootstrapServers());
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
            sources.add(PropertySource.of(name, read(name), BEFORE_ALL_OTHERS + sources.size()));
        }
        return sources;
    }

    private static Map<String, Object> read(String name) {
        try (InputStream file = Services.class.getClassLoader().getResourceAsStream(name)) {
            return new YamlPropertySourceLoader().read(name, Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + name + " from the class path", e);
        }
    }
}
