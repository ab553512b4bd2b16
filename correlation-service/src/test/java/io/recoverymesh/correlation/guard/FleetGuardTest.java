package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.StormEnded;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FleetGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart", "fleet: {maxUnhealthy: 40%, calmFor: 120s}");

    @Test
    void admitsWhileAtMostFortyPercentAreUnhealthyRoundedDown() {
        scene.up("a", "b", "c", "d", "e", "f", "h");
        scene.down("a", "b");
        assertThat(scene.ask(plan, "a").getVerdict()).isEqualTo(Verdict.ADMITTED);
        scene.down("c");
        VerdictGiven verdict = scene.ask(plan, "c");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("fleet");
        assertThat(verdict.getUntil()).isNull();
        assertThat(verdict.getBlockedBy()).isEqualTo("storm in group g");
        assertThat(verdict.getReason())
                .isEqualTo("Expected at most 2 of 7 targets of group g to be unhealthy or in recovery, but 3 are:"
                        + " a storm begins");
    }

    @Test
    void allowsAtLeastOne() {
        scene.up("a", "b");
        scene.down("a");
        assertThat(scene.ask(plan, "a").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void countsTargetsInRecoveryAsUnhealthy() {
        scene.up("a", "b", "c");
        scene.askByHand(plan, "a");
        scene.down("b");
        assertThat(scene.ask(plan, "b").getGuard()).isEqualTo("fleet");
    }

    @Test
    void saysOnceThatTheStormBegins() {
        storm();
        scene.ask(plan, "c");
        assertThat(scene.facts(StormStarted.class)).hasSize(1);
        StormStarted storm = scene.last(StormStarted.class);
        assertThat(storm.getUnhealthy()).isEqualTo(3);
        assertThat(storm.getKnown()).isEqualTo(5);
        assertThat(storm.getLimit()).isEqualTo(2);
    }

    @Test
    void endsTheStormOnlyAfterCalmWithoutBreak() {
        storm();
        scene.up("c");
        scene.after(Duration.ofSeconds(100));
        scene.down("d");
        scene.after(Duration.ofSeconds(100));
        assertThat(scene.facts(StormEnded.class)).isEmpty();
        scene.up("d");
        Instant calm = scene.now();
        VerdictGiven verdict = scene.ask(plan, "a");
        assertThat(verdict.getUntil()).isEqualTo(calm.plusSeconds(120));
        assertThat(verdict.getReason()).startsWith("Expected no storm in group g, but one is on since");
        scene.after(Duration.ofSeconds(119));
        assertThat(scene.facts(StormEnded.class)).isEmpty();
        scene.after(Duration.ofSeconds(1));
        assertThat(scene.facts(StormEnded.class)).hasSize(1);
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void letsRunningRecoveriesContinue() {
        scene.up("a", "b", "c", "d", "e");
        scene.down("a");
        scene.ask(plan, "a");
        scene.down("b", "c");
        scene.ask(plan, "b");
        scene.succeeded(scene.lastCommand());
        scene.up("a");
        scene.after(Duration.ofSeconds(30));
        assertThat(scene.lastEnd().getOutcome().name()).isEqualTo("RECOVERED");
    }

    @Test
    void aStormThatOnlyARefusedTargetWouldHaveMadeEndsToo() {
        scene.up("a", "b", "c");
        scene.down("a");
        RecoveryRequest chained = RecoveryRequest.newBuilder(scene.request(plan, "b"))
                .setSignal(scene.signal(SignalKind.RECOVERY, "RECOVERED"))
                .build();
        assertThat(scene.give(chained).getGuard()).isEqualTo("fleet");
        scene.after(Duration.ofMinutes(2));
        assertThat(scene.facts(StormEnded.class)).hasSize(1);
    }

    @Test
    void calmCountsFromWhenItWasSeenNotFromWhenItWasPublished() {
        storm();
        scene.sleeping(Duration.ofMinutes(5));
        scene.up("c");
        scene.after(Duration.ofSeconds(119));
        assertThat(scene.facts(StormEnded.class)).isEmpty();
    }

    @Test
    void isPassedByByHand() {
        storm();
        assertThat(scene.askByHand(plan, "a").getBypassed()).containsExactly("fleet");
    }

    private void storm() {
        scene.up("a", "b", "c", "d", "e");
        scene.down("a", "b", "c");
        scene.ask(plan, "b");
    }
}
