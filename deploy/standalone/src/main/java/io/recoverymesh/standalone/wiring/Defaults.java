package io.recoverymesh.standalone.wiring;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Defaults that lie as YAML on the class path: before everything that a user gives. */
final class Defaults {
    private static final int BEFORE_ALL_OTHERS = -10_000;

    private Defaults() {}

    /** @param rank a higher one overrides a lower one */
    static PropertySource of(String name, int rank) {
        try (InputStream file = Defaults.class.getClassLoader().getResourceAsStream(name)) {
            return PropertySource.of(
                    name,
                    new YamlPropertySourceLoader().read(name, Objects.requireNonNull(file, name)),
                    BEFORE_ALL_OTHERS + rank);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + name + " from the class path", e);
        }
    }
}
