package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans of a thousand steps, in the shapes that cost a careless reader most. */
class LargePlanTest {
    private static final int STEPS = 1_000;

    @Test
    void aLongChain() {
        assertThat(read(i -> "{id: s" + i + ", run: exec, timeout: 100ms}").hasErrors())
                .isFalse();
    }

    @Test
    void aChainWrittenBackwards() {
        assertThat(read(i -> "{id: s" + i + ", run: exec, timeout: 100ms, after: "
                                + (i == STEPS - 1 ? "[]" : "s" + (i + 1)) + "}")
                        .problems())
                .isEmpty();
    }

    @Test
    void everyStepWithACondition() {
        assertThat(read(i -> "{id: s" + i + ", run: exec, timeout: 100ms, when: 'iteration == 1"
                                + (i == 0 ? "" : " && steps.s" + i / 2 + " == \"SUCCEEDED\"") + "'}")
                        .problems())
                .isEmpty();
    }

    @Test
    void fanOutAndQuorum() {
        String all = IntStream.range(0, STEPS - 1).mapToObj(i -> "s" + i).collect(Collectors.joining(", "));
        assertThat(read(i -> i < STEPS - 1
                                ? "{id: s" + i + ", run: exec, after: []}"
                                : "{id: end, run: exec, after: {quorum: 500, of: [" + all + "]}}")
                        .problems())
                .isEmpty();
    }

    @Test
    void everyStepLeadsBackToTheFirst() {
        assertThat(read(i -> "{id: s" + i + ", run: exec, timeout: 100ms, on: {failed: s0}"
                                + (i == 0 ? ", after: [], maxVisits: 5}" : "}"))
                        .problems())
                .isEmpty();
    }

    @Test
    void oneCircleOfAllOfThem() {
        PolicyReading reading = read(i -> "{id: s" + i + ", run: exec, after: s" + (i + 1) % STEPS + "}");
        assertThat(reading.documents()).isEmpty();
        assertThat(reading.problems()).hasSize(101);
        assertThat(reading.problems().getFirst().message()).contains("after leads in a circle: s0 → s1 → s2");
    }

    @Test
    void everyStepBranches() {
        assertThat(read(i -> "{id: s" + i + ", run: exec, timeout: 100ms, after: "
                                + (i < 2 ? "[]" : "{any: [s" + (i - 1) + ", s" + (i - 2) + "]}")
                                + (i < STEPS - 1 && i % 2 == 0 ? ", on: {failed: s" + (i + 1) + "}" : "") + "}")
                        .hasErrors())
                .isFalse();
    }

    private static PolicyReading read(IntFunction<String> step) {
        String yaml = "apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: a}\nspec:\n  mode: auto\n"
                + "  on: [{health: {service: s}}]\n  guard: {cooldown: 10h}\n  steps:\n"
                + IntStream.range(0, STEPS)
                        .mapToObj(i -> "  - " + step.apply(i) + "\n")
                        .collect(Collectors.joining());
        return assertTimeout(Duration.ofSeconds(30), () -> new PolicyReader().read("f.yaml", yaml));
    }
}
