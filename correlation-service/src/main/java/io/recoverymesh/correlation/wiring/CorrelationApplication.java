package io.recoverymesh.correlation.wiring;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The correlation service on its own: {@code correlation-service.yml} gives the defaults, everything else overrides them. */
public final class CorrelationApplication {
    private static final String DEFAULTS = "correlation-service.yml";
    private static final int BEFORE_ALL_OTHERS = -10_000;

    private CorrelationApplication() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "correlation-service-logback.xml");
        }
        Micronaut.build(args)
                .banner(false)
                .mainClass(CorrelationApplication.class)
                .propertySources(defaults())
                .start();
    }

    static PropertySource defaults() {
        try (InputStream file = CorrelationApplication.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
            return PropertySource.of(
                    "correlation-service",
                    new YamlPropertySourceLoader().read(DEFAULTS, Objects.requireNonNull(file, DEFAULTS)),
                    BEFORE_ALL_OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + DEFAULTS + " from the class path", e);
        }
    }
}
