package io.recoverymesh.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.standalone.rehearsal.PolicyTest;
import io.recoverymesh.standalone.text.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One example live, as {@code ./mesh example} runs it; all of them run in {@code ExamplesTest} on the cores. */
final class ExampleIT {
    private static final Path EXAMPLES = Path.of("..", "..", "examples", "adaptive-tree");

    @Test
    void whatTheExampleExpectsComesFromARealMeshWithRealPrograms() throws Exception {
        Map<String, String> policies =
                Map.of("service-unavailable.yaml", Files.readString(EXAMPLES.resolve("service-unavailable.yaml")));
        PolicyTest test = PolicyTest.read(
                "service-unavailable.test.yaml",
                Files.readString(EXAMPLES.resolve("service-unavailable.test.yaml")),
                policies);
        StringWriter out = new StringWriter();
        boolean came = new ExampleRun(test, policies, Screen.of(new PrintWriter(out))).run();
        assertThat(came).as(out.toString()).isTrue();
    }
}
