package io.recoverymesh.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Mermaid;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples: valid, without doubts, doing what they promise, and drawn as they are. */
class ExamplesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DRAWINGS = ROOT.resolve("docs/examples.md");
    private static final List<String> MODELS = List.of(
            "linear-restore",
            "parallel-tiers",
            "adaptive-tree",
            "iterative-restore",
            "approved-failover",
            "service-mesh",
            "hybrid");

    @TestFactory
    Stream<DynamicTest> everyExampleDoesWhatItPromises() throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String model : MODELS) {
            for (Path file : files(model, true)) {
                PolicyTest test =
                        PolicyTest.read(model + "/" + file.getFileName(), Files.readString(file), texts(model));
                test.run()
                        .forEach(result -> tests.add(DynamicTest.dynamicTest(
                                model + ": " + result.name(),
                                () -> assertThat(result.mismatches()).isEmpty())));
            }
        }
        return tests.build();
    }

    @Test
    void noExampleLeavesADoubt() throws IOException {
        for (String model : MODELS) {
            assertThat(reading(model).problems()).isEmpty();
            assertThat(files(model, true)).as("tests of " + model).isNotEmpty();
            assertThat(ROOT.resolve("examples").resolve(model).resolve("README.md"))
                    .isRegularFile()
                    .content()
                    .contains("./mesh policies test examples/" + model)
                    .satisfies(text -> assertThat(text.lines()).as("one screen").hasSizeLessThan(40));
        }
    }

    /** With {@code -Ddrawings=write} they are written anew. */
    @Test
    void theDrawingsAreOfThePlansAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder("# The examples, drawn\n"
                + "One folder per recovery model below `examples/`; each is tested in every build (`./mesh policies test"
                + " examples/<name>`) and runs live (`./mesh example <name>`). A box is an action, a hexagon a person's"
                + " decision, a rounded box a wait, a flag a message; a dotted line leads to what takes an effect back.\n"
                + "`./mesh policies draw <file>` draws yours.\n");
        for (String model : MODELS) {
            page.append("\n## [")
                    .append(model)
                    .append("](../examples/")
                    .append(model)
                    .append(")\n");
            reading(model).documents().stream()
                    .filter(RecoveryPolicy.class::isInstance)
                    .map(document -> ((RecoveryPolicy) document).policy())
                    .forEach(policy -> page.append("\n`")
                            .append(policy.name())
                            .append("`\n```mermaid\n")
                            .append(Mermaid.of(policy))
                            .append("```\n"));
        }
        if ("write".equals(System.getProperty("drawings"))) {
            Files.writeString(DRAWINGS, page);
        }
        assertThat(DRAWINGS).content().isEqualTo(page.toString());
    }

    private static PolicyReading reading(String model) throws IOException {
        return new PolicyReader().readTogether(texts(model), Map.of());
    }

    private static Map<String, String> texts(String model) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files(model, false)) {
            texts.put(model + "/" + file.getFileName(), Files.readString(file));
        }
        return texts;
    }

    private static List<Path> files(String model, boolean tests) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("examples").resolve(model))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> file.toString().endsWith(".test.yaml") == tests)
                    .filter(file -> !String.valueOf(file.getFileName()).equals("actions.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
