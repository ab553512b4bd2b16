package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.recoverymesh.common.policy.PolicyProblem.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileYamlTest {
    private final PolicyReader reader = new PolicyReader();

    @Test
    void refusesTenMegabytesUnread() {
        assertThat(onlyProblem("a".repeat(10_000_000)))
                .isEqualTo("f.yaml:0: ERROR at /: Expected at most 256 KiB in one file, but it is larger. Split it"
                        + " into several files");
    }

    @Test
    void refusesDepth() {
        assertThat(onlyProblem("a: " + "[".repeat(10_000) + "]".repeat(10_000)))
                .contains("f.yaml:1", "within the limits", "fewer levels");
        assertThat(onlyProblem("{a: ".repeat(10_000))).contains("within the limits");
    }

    @Test
    void refusesAliasBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [*a%d".formatted(i, i, i - 1));
            bomb.append(", *a%d".formatted(i - 1).repeat(4)).append("]\n");
        }
        assertThat(onlyProblem(bomb.toString())).contains("Expected at most 20000 values, 32 deep");
        assertThat(onlyProblem("x: &x [1]\ny: [" + "*x, ".repeat(60) + "*x]")).contains("aliases");
        assertThat(onlyProblem("x: &x [*x]")).contains("Expected at most 20000 values, 32 deep");
    }

    @Test
    void refusesTabs() {
        assertThat(onlyProblem("a:\n\tb: c\n"))
                .isEqualTo("f.yaml:2: ERROR at /: Expected YAML indented with spaces, but got a tab. Replace tabs at"
                        + " line starts by spaces");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(onlyProblem("a: b\nc: \u0000\u0001"))
                .startsWith("f.yaml:2: ERROR at /: Expected text, but got the character U+0000");
    }

    @Test
    void refusesTagsOfOtherLanguages() {
        assertThat(onlyProblem("!!javax.script.ScriptEngineManager [x]")).contains("a YAML tag");
        assertThat(reader.read("f.yaml", "kind: !env HOME").hasErrors()).isTrue();
    }

    @Test
    void answersRandomBytesInTime() {
        Random random = new Random(7);
        byte[] bytes = new byte[60_000];
        assertThatCode(() -> {
                    for (int i = 0; i < 50; i++) {
                        random.nextBytes(bytes);
                        reader.read("f.yaml", new String(bytes, StandardCharsets.ISO_8859_1));
                        reader.read("f.yaml", new String(bytes, StandardCharsets.UTF_8));
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void saysAtMostAHundredThingsAboutOneDocument() {
        StringBuilder yaml =
                new StringBuilder("apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: a}\nspec:\n");
        for (int i = 0; i < 5_000; i++) {
            yaml.append("  x").append(i).append(": 1\n");
        }
        assertThat(reader.read("f.yaml", yaml.toString()).problems()).hasSize(101);
    }

    private String onlyProblem(String yaml) {
        PolicyReading reading = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> reader.read("f.yaml", yaml));
        assertThat(reading.problems())
                .singleElement()
                .extracting(PolicyProblem::severity)
                .isEqualTo(Severity.ERROR);
        return reading.problems().get(0).toString();
    }
}
