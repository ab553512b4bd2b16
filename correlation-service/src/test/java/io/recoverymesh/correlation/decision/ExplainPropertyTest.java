package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What explain says is what the gate then does, whatever happened before. */
class ExplainPropertyTest {
    private static final int STEPS = 80;
    private static final List<String> TARGETS = List.of("a/1", "a/2", "b", "c", "d");

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void theFirstGuardThatDoesNotAllowIsTheOneThatDecides(@ForAll long seed) {
        Scene scene = new Scene();
        RandomDriver driver = new RandomDriver(scene, seed);
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            driver.step();
            if (random.nextInt(3) == 0) {
                compare(scene, request(scene, random, i));
            }
        }
    }

    private static RecoveryRequest request(Scene scene, Random random, int number) {
        Plan plan = SmallPlans.ALL.get(random.nextInt(SmallPlans.ALL.size()));
        String target = TARGETS.get(random.nextInt(TARGETS.size()));
        RecoveryRequest request =
                random.nextInt(4) == 0 ? scene.byHand(plan, target, "ann") : scene.request(plan, target);
        return RecoveryRequest.newBuilder(request).setId("explained-" + number).build();
    }

    private static void compare(Scene scene, RecoveryRequest request) {
        List<Explanation> explained = scene.explain(request);
        assertThat(scene.explain(request)).as("to explain changes nothing").isEqualTo(explained);
        Optional<Explanation> decides = explained.stream()
                .filter(guard ->
                        !guard.answer().equals("ALLOW") && !guard.answer().equals("BYPASSED"))
                .findFirst();

        VerdictGiven verdict = scene.give(request);

        String why = verdict + " after " + explained;
        assertThat(verdict.getVerdict().name())
                .as(why)
                .isEqualTo(decides.map(Explanation::answer).orElse(Verdict.ADMITTED.name()));
        assertThat(verdict.getGuard())
                .as(why)
                .isEqualTo(decides.map(Explanation::guard).orElse(null));
        assertThat(verdict.getUntil())
                .as(why)
                .isEqualTo(decides.map(Explanation::until).orElse(null));
        assertThat(verdict.getBypassed())
                .as(why)
                .containsExactlyElementsOf(explained.stream()
                        .takeWhile(guard -> decides.isEmpty() || !guard.equals(decides.get()))
                        .filter(guard -> guard.answer().equals("BYPASSED"))
                        .map(Explanation::guard)
                        .toList());
    }
}
