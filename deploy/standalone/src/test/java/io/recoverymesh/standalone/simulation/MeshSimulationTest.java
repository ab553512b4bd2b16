package io.recoverymesh.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.standalone.simulation.Simulation.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The three cores under faults. {@code -Dsimulation.seeds=20000} runs more seeds; {@code -Dsimulation.seed=7} only that
 * one, and writes what was committed to {@code target/simulation-7.log}.
 */
class MeshSimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);

    @Test
    void noSeedBreaksAnInvariant() {
        Long one = Long.getLong("simulation.seed");
        LongStream seeds = one == null ? LongStream.range(0, SEEDS) : LongStream.of(one);
        List<String> broken = seeds.parallel()
                .mapToObj(seed -> one == null ? Simulation.run(seed, Seams.SOUND) : written(seed))
                .filter(run -> !run.violations().isEmpty())
                .map(run -> "-Dsimulation.seed=" + run.seed() + " " + run.violations())
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void aSeedAlwaysGivesTheSameRun() {
        for (long seed = 0; seed < 3; seed++) {
            assertThat(Simulation.traced(seed).trace())
                    .isNotEmpty()
                    .isEqualTo(Simulation.traced(seed).trace());
        }
    }

    @Test
    void thePartsDoWhatTheyAreMadeFor() {
        var counts = Simulation.run(1, Seams.SOUND).counts();
        assertThat(counts)
                .containsKeys(
                        "RecoveryStarted", "RecoveryEnded", "Effect", "StepSucceeded", "OperatorActed", "StormStarted");
    }

    @Test
    void plansOfAllShapesAreRun() {
        Map<String, Integer> counts = new TreeMap<>();
        LongStream.range(0, 40)
                .filter(seed -> seed % 2 == 1)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, Seams.SOUND).counts())
                .toList()
                .forEach(found -> found.forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        assertThat(counts)
                .containsKeys(
                        "StepSkipped",
                        "StepsReset",
                        "IterationStarted",
                        "CompensationStarted",
                        "ApprovalRequested",
                        "HealthAwaited",
                        "StepProbed",
                        "StepLost",
                        "StepCancelled",
                        "EscalationRaised");
    }

    private static Run written(long seed) {
        Run run = Simulation.traced(seed);
        try {
            Files.writeString(Path.of("target", "simulation-" + seed + ".log"), run.trace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run;
    }
}
