package io.recoverymesh.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker that finds nothing wrong proves nothing, unless it finds what was broken on purpose. */
class MutantsSimulationTest {
    private static final int SEEDS = 60;

    @ParameterizedTest
    @EnumSource
    void isCaught(Mutant mutant) {
        boolean caught = LongStream.range(0, SEEDS)
                .mapToObj(seed -> Simulation.run(seed, mutant))
                .flatMap(run -> run.violations().stream())
                .anyMatch(violation -> mutant.breaks().contains(violation.invariant()));
        assertThat(caught).as(mutant + " breaks " + mutant.breaks()).isTrue();
    }
}
