package io.recoverymesh.correlation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Plan FIX =
            Plan.lenient("fix", List.of(), "objective: {rto: 10s}", "verify: {health: UP, stableFor: 3s, within: 1m}");
    private static final Plan LOOK = Plan.lenient("look", List.of(), "mode: observe");
    private static final Plan COOL = Plan.lenient("cool", "cooldown: 1h");

    private final Scene scene = new Scene();

    @Test
    void recoveryTimesAreHeldAgainstTheObjective() {
        scene.recover(FIX, "payments/1");
        down("payments/2", Duration.ofSeconds(6));
        down("payments/3", Duration.ofSeconds(20));

        Report.ServiceLine line = report().services().getFirst();

        assertThat(line.service()).isEqualTo("payments");
        assertThat(line.outcomes()).containsOnlyKeys(Outcome.RECOVERED).containsValue(3);
        assertThat(line.recoveryTime()).isEqualTo(new Times(3, 9_000L, 23_000L, 23_000L));
        Report.Objective objective = line.objective();
        assertThat(objective).isNotNull();
        assertThat(List.of(objective.rtoMs(), (long) objective.met(), (long) objective.missed()))
                .containsExactly(10_000L, 2L, 1L);
        assertThat(objective.nearMisses()).isEqualTo(1);
        assertThat(report().nearMisses()).singleElement().satisfies(near -> assertThat(near.target())
                .isEqualTo("payments/2"));
    }

    @Test
    void aFirstTimeFixIsATroubleThatOneRecoveryEnded() {
        scene.recover(FIX, "payments");
        scene.after(Duration.ofMinutes(5));
        scene.failRecovery(FIX, "orders");

        assertThat(report().services())
                .extracting(
                        Report.ServiceLine::service, line -> line.firstTimeFix().rate())
                .containsExactly(tuple("orders", 0.0), tuple("payments", 1.0));
        assertThat(report().unsuccessful())
                .singleElement()
                .satisfies(line -> assertThat(line.last().target()).isEqualTo("g/orders"));
    }

    @Test
    void whatWasHeldBackIsCountedByTheGuardThatDecided() {
        scene.recover(COOL, "payments");
        scene.down("payments");
        scene.ask(COOL, "payments");

        assertThat(report().suppressed()).singleElement().satisfies(line -> {
            assertThat(line.guard()).isEqualTo("cooldown");
            assertThat(line.verdict()).isIn(Verdict.DEFERRED, Verdict.BLOCKED);
            assertThat(line.last().reason()).startsWith("Expected");
        });
    }

    @Test
    void aPolicyThatOnlyObservesSaysWhatItWouldHaveDone() {
        scene.down("payments");
        scene.ask(LOOK, "payments");

        assertThat(report().policies()).singleElement().satisfies(line -> {
            assertThat(line.policy()).isEqualTo("look");
            assertThat(line.wouldHaveRun()).isEqualTo(1);
            assertThat(line.recoveries()).isZero();
            assertThat(line.lastWouldHaveRun()).isNotNull();
        });
        assertThat(report().suppressed()).isEmpty();
    }

    @Test
    void onlyThePeriodAndTheNamesAskedForAreCounted() {
        scene.recover(FIX, "payments");
        scene.recover(COOL, "orders");

        assertThat(report(null, "orders").services())
                .extracting(Report.ServiceLine::service)
                .containsExactly("orders");
        assertThat(report("fix", null).policies())
                .extracting(Report.PolicyLine::policy)
                .containsExactly("fix");
        Scope before = new Scope(Scene.START.minusSeconds(60), Scene.START, null, null, null);
        assertThat(count(before).decisions()).isZero();
        assertThatThrownBy(() -> new Scope(Scene.START, Scene.START, null, null, null))
                .hasMessageContaining("Expected 'from' before 'to'");
    }

    @Test
    void percentilesAreValuesThatOccurred() {
        List<Long> hundred = LongStream.rangeClosed(1, 100).boxed().toList().reversed();
        assertThat(Times.of(hundred)).isEqualTo(new Times(100, 50L, 95L, 100L));
        assertThat(Times.of(List.of(7L))).isEqualTo(new Times(1, 7L, 7L, 7L));
        assertThat(Times.of(List.of())).isEqualTo(new Times(0, null, null, null));
    }

    /** Falls ill, and is well again after so long; verified 3 s later. */
    private void down(String target, Duration ill) {
        scene.down(target);
        scene.ask(FIX, target);
        scene.started(scene.lastCommand());
        scene.succeeded(scene.lastCommand());
        scene.after(ill);
        scene.up(target);
        scene.after(FIX.policy().verify().stableFor());
    }

    private Report report() {
        return report(null, null);
    }

    private Report report(@Nullable String policy, @Nullable String service) {
        return count(new Scope(Scene.START, Scene.START.plus(Duration.ofDays(1)), null, service, policy));
    }

    private Report count(Scope scope) {
        Tally tally = new Tally(scope);
        scene.events().forEach(tally::add);
        return tally.report();
    }
}
