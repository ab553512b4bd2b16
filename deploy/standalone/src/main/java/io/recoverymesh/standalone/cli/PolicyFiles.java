package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.rehearsal.PolicyTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The YAML files that a command line names. */
final class PolicyFiles {
    private PolicyFiles() {}

    /** Their texts by name; of directories all {@code *.yaml} and {@code *.yml} below that are no tests, by name. */
    static Map<String, String> read(List<Path> filesAndDirectories) {
        Map<String, String> texts = texts(filesAndDirectories, file -> isYaml(file) && !isTest(file));
        if (texts.isEmpty()) {
            throw new RefusedInputException(
                    "Expected YAML files, but there is no *.yaml or *.yml in " + filesAndDirectories + ".", null);
        }
        return texts;
    }

    /** Texts of tests, {@code *.test.yaml}, by name. */
    static Map<String, String> tests(List<Path> filesAndDirectories) {
        Map<String, String> texts = texts(filesAndDirectories, PolicyFiles::isTest);
        if (texts.isEmpty()) {
            throw new RefusedInputException(
                    "Expected tests, but there is no *.test.yaml in " + filesAndDirectories
                            + ". docs/testing-policies.md shows one.",
                    null);
        }
        return texts;
    }

    /** Policies in the directory of a test, not below. */
    static Map<String, String> beside(Path test) {
        Path directory = Objects.requireNonNullElse(test.toAbsolutePath().getParent(), Path.of("."));
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> isYaml(f) && !isTest(f)).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new RefusedInputException("Expected to read the policies in " + directory + ", but " + e + ".", e);
        }
        if (texts.isEmpty()) {
            throw new RefusedInputException(
                    "Expected policies beside " + test + ", but there is no other *.yaml in " + directory + ".", null);
        }
        return texts;
    }

    private static Map<String, String> texts(List<Path> filesAndDirectories, Predicate<Path> meant) {
        Map<String, String> texts = new TreeMap<>();
        for (Path named : filesAndDirectories) {
            try (Stream<Path> below = Files.walk(named)) {
                for (Path file : below.filter(f -> Files.isRegularFile(f) && (f.equals(named) || meant.test(f)))
                        .toList()) {
                    texts.put(file.toString(), Files.readString(file));
                }
            } catch (IOException | UncheckedIOException e) {
                throw new RefusedInputException(
                        "Expected to read policies from " + named + ", but " + e + ". Name a YAML file or a directory.",
                        e);
            }
        }
        return texts;
    }

    private static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isTest(Path file) {
        String name = String.valueOf(file.getFileName());
        return PolicyTest.SUFFIXES.stream().anyMatch(name::endsWith);
    }
}
