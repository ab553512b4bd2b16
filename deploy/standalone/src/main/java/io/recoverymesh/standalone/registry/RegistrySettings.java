package io.recoverymesh.standalone.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the registry's distribution is, where it keeps its data, and how long it may take.
 *
 * @param distribution the unpacked registry; beside it, where it may be written, lies the class archive of its JVM
 * @param dataDirectory made when first used
 * @param port on 127.0.0.1; 0 for any free one
 * @param startLimit how long it may take until it answers
 * @param stopLimit how long it may take to end before it is ended
 */
public record RegistrySettings(
        Path distribution, Path dataDirectory, int port, Duration startLimit, Duration stopLimit) {

    public RegistrySettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Expected a registry port between 0 and 65535, but it is " + port + ".");
        }
        distribution = distribution.toAbsolutePath().normalize();
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** With a minute to start and ten seconds to end. */
    public static RegistrySettings of(Path distribution, Path dataDirectory, int port) {
        return new RegistrySettings(distribution, dataDirectory, port, Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    Path application() {
        return distribution.resolve("quarkus-run.jar");
    }

    /** Where what can be made again is kept: beside the distribution, so that all its runs share it. */
    Path cache() {
        Path beside = distribution.resolveSibling(distribution.getFileName() + "-cache");
        return Files.isWritable(beside.getParent()) ? beside : dataDirectory;
    }
}
