package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyProblem.Severity;
import io.recoverymesh.common.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The YAML files below one directory, hidden ones apart. */
final class PolicyDirectory {
    private static final int MAX_FILES = 2_000;
    private static final int MAX_DEPTH = 5;

    private final Path root;

    PolicyDirectory(Path root) {
        this.root = root;
    }

    /**
     * What is there, without its contents.
     *
     * @param fingerprint differs when a file came, went or changed
     * @param problem why the directory itself cannot be listed; null when it can
     */
    record Listing(
            List<Path> files, String fingerprint, @Nullable PolicyProblem problem) {}

    /**
     * What is there.
     *
     * @param isWhole whether the directory itself could be listed; without that nothing may be concluded
     */
    record Contents(Map<String, String> yamlByFile, List<PolicyProblem> problems, boolean isWhole) {}

    Listing list() {
        List<Path> files = new ArrayList<>();
        StringBuilder fingerprint = new StringBuilder();
        try (Stream<Path> walk = Files.walk(root, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = walk.filter(this::isPolicyFile)
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            for (Path file : found) {
                files.add(file);
                fingerprint
                        .append(name(file))
                        .append('|')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('|')
                        .append(Files.size(file))
                        .append('\n');
            }
        } catch (IOException | UncheckedIOException e) {
            return new Listing(
                    List.of(),
                    String.valueOf(e),
                    problem(
                            root.toString(),
                            "Expected a directory of policies, but " + e,
                            "Create it, or name another one"));
        }
        if (files.size() > MAX_FILES) {
            return new Listing(
                    List.of(),
                    fingerprint.toString(),
                    problem(
                            root.toString(),
                            "Expected at most " + MAX_FILES + " policy files, but there are more",
                            "Put several documents into one file, separated by ---"));
        }
        return new Listing(files, fingerprint.toString(), null);
    }

    Contents read(Listing listing) {
        if (listing.problem() != null) {
            return new Contents(Map.of(), List.of(listing.problem()), false);
        }
        Map<String, String> yamlByFile = new TreeMap<>();
        List<PolicyProblem> problems = new ArrayList<>();
        for (Path file : listing.files()) {
            try {
                if (Files.size(file) > PolicyReader.MAX_BYTES) {
                    problems.add(problem(
                            name(file),
                            "Expected at most " + PolicyReader.MAX_BYTES / 1024 + " KiB in one file, but it is larger",
                            "Split it into several files"));
                } else {
                    yamlByFile.put(name(file), Files.readString(file));
                }
            } catch (IOException e) {
                problems.add(problem(
                        name(file), "Expected a readable file of UTF-8 text, but " + e, "Correct or remove it"));
            }
        }
        return new Contents(yamlByFile, problems, true);
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private boolean isPolicyFile(Path path) {
        String name = String.valueOf(path.getFileName());
        boolean isTest = name.endsWith(".test.yaml") || name.endsWith(".test.yml");
        if (isTest || !(name.endsWith(".yaml") || name.endsWith(".yml")) || !Files.isRegularFile(path)) {
            return false;
        }
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static PolicyProblem problem(String file, String message, String mend) {
        return new PolicyProblem(Severity.ERROR, file, 0, "", message, mend);
    }
}
