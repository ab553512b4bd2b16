package io.recoverymesh.handler.wiring;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The handler service on its own: {@code handler-service.yml} gives the defaults, everything else overrides them. */
public final class HandlerApplication {
    private static final String DEFAULTS = "handler-service.yml";
    private static final int BEFORE_ALL_OTHERS = -10_000;

    private HandlerApplication() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "handler-service-logback.xml");
        }
        Micronaut.build(args)
                .banner(false)
                .mainClass(HandlerApplication.class)
                .propertySources(defaults())
                .start();
    }

    static PropertySource defaults() {
        try (InputStream file = HandlerApplication.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
            return PropertySource.of(
                    "handler-service",
                    new YamlPropertySourceLoader().read(DEFAULTS, Objects.requireNonNull(file, DEFAULTS)),
                    BEFORE_ALL_OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + DEFAULTS + " from the class path", e);
        }
    }
}
