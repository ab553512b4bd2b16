package io.recoverymesh.trigger.wiring;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The trigger service on its own: {@code trigger-service.yml} gives the defaults, everything else overrides them. */
public final class TriggerApplication {
    private static final String DEFAULTS = "trigger-service.yml";
    private static final int BEFORE_ALL_OTHERS = -10_000;

    private TriggerApplication() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "trigger-service-logback.xml");
        }
        Micronaut.build(args)
                .banner(false)
                .mainClass(TriggerApplication.class)
                .propertySources(defaults())
                .start();
    }

    static PropertySource defaults() {
        try (InputStream file = TriggerApplication.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
            return PropertySource.of(
                    "trigger-service",
                    new YamlPropertySourceLoader().read(DEFAULTS, Objects.requireNonNull(file, DEFAULTS)),
                    BEFORE_ALL_OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + DEFAULTS + " from the class path", e);
        }
    }
}
