package io.recoverymesh.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The YAML files that a command line names. */
final class PolicyFiles {
    private PolicyFiles() {}

    /** Their texts by name; of directories all {@code *.yaml} and {@code *.yml} below, by name. */
    static Map<String, String> read(List<Path> filesAndDirectories) {
        Map<String, String> texts = new TreeMap<>();
        for (Path named : filesAndDirectories) {
            try (Stream<Path> below = Files.walk(named)) {
                for (Path file : below.filter(f -> isMeant(named, f)).toList()) {
                    texts.put(file.toString(), Files.readString(file));
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new RefusedInputException(
                        "Expected to read policies from " + named + ", but " + e + ". Name a YAML file or a directory.",
                        e);
            }
        }
        if (texts.isEmpty()) {
            throw new RefusedInputException(
                    "Expected YAML files, but there is no *.yaml or *.yml in " + filesAndDirectories + ".", null);
        }
        return texts;
    }

    private static boolean isMeant(Path named, Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && (file.equals(named) || name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}
