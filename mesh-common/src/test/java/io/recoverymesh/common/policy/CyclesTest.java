package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CyclesTest {
    @Test
    void tellsEachCircleOnceAndNothingThatOnlyLeadsToOne() {
        Map<String, Collection<String>> references = Map.of(
                "a", List.of("b"),
                "b", List.of("c", "d"),
                "c", List.of("a", "b"),
                "d", List.of("gone"),
                "into", List.of("a"),
                "self", List.of("self"));
        assertThat(Cycles.in(references)).containsExactly(List.of("a", "b", "c", "a"), List.of("self", "self"));
    }

    @Test
    void walksLongChainsWithoutDeepRecursion() {
        Map<String, Collection<String>> chain = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            chain.put("s" + i, List.of("s" + (i + 1)));
        }
        assertThat(Cycles.in(chain)).isEmpty();
        chain.put("s100000", List.of("s0"));
        assertThat(Cycles.in(chain)).singleElement().satisfies(cycle -> assertThat(cycle)
                .hasSize(100_002));
    }
}
