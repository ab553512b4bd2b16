package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConcurrencyGuardTest {
    private final Scene scene = new Scene();

    @Test
    void runsOneRecoveryPerTarget() {
        scene.down("payments");
        scene.ask(Plan.lenient("one"), "payments");
        VerdictGiven verdict = scene.ask(Plan.lenient("two"), "payments");
        String running = scene.recovery().id();
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.DEFERRED);
        assertThat(verdict.getGuard()).isEqualTo("concurrency");
        assertThat(verdict.getBlockedBy()).isEqualTo(running);
        assertThat(verdict.getUntil()).isNull();
        assertThat(verdict.getReason()).isEqualTo("Expected no recovery on payments, but " + running + " is running");
    }

    @Test
    void runsTwoPerGroupAndTheNextWhenAPlaceIsFree() {
        Plan plan = Plan.lenient("restart", "concurrency: {}");
        scene.down("a", "b", "c", "d");
        scene.ask(plan, "a");
        var first = scene.lastCommand();
        scene.ask(plan, "b");
        RecoveryRequest c = scene.request(plan, "c");
        scene.give(c);
        scene.after(Duration.ofMillis(1));
        RecoveryRequest d = scene.request(plan, "d");
        VerdictGiven verdict = scene.give(d);
        assertThat(verdict.getReason())
                .isEqualTo("Expected fewer than 2 recoveries at once in group g, but 2 are running");
        scene.failed(first);
        assertThat(scene.verdictsOn(c))
                .extracting(VerdictGiven::getVerdict)
                .containsExactly(Verdict.DEFERRED, Verdict.ADMITTED);
        assertThat(scene.verdictsOn(d)).extracting(VerdictGiven::getVerdict).containsExactly(Verdict.DEFERRED);
    }

    @Test
    void countsTheWholeMesh() {
        Plan plan = Plan.lenient("restart", "concurrency: {mesh: 10}");
        scene.activeElsewhere(10);
        RecoveryRequest request = scene.request(plan, "a");
        VerdictGiven verdict = scene.give(request);
        assertThat(verdict.getReason())
                .isEqualTo("Expected fewer than 10 recoveries at once in the mesh, but 10 are running");
        scene.activeElsewhere(9);
        scene.after(Duration.ofSeconds(5));
        assertThat(scene.verdictOn(request).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void dropsWhatDoesNotFitWhereThePolicySaysDrop() {
        VerdictGiven verdict = overflow("drop");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getReason()).endsWith("; overflow is drop");
        scene.failed(scene.lastCommand());
        scene.after(Duration.ofHours(1));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void joinsTheOneOnTheTargetWhereThePolicySaysJoin() {
        scene.down("a");
        scene.ask(Plan.lenient("one"), "a");
        VerdictGiven verdict = scene.ask(Plan.lenient("two", "concurrency: {overflow: join}"), "a");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.JOINED);
        assertThat(verdict.getPriorRecoveryId()).isEqualTo(scene.recovery().id());
    }

    @Test
    void blocksWhereThereIsNothingToJoin() {
        assertThat(overflow("join").getReason()).endsWith("; overflow is join, and there is none on the target");
    }

    @Test
    void queuesNoMoreThanThePolicyAllows() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1, queue: 1}");
        scene.down("a", "b", "c");
        scene.ask(plan, "a");
        assertThat(scene.ask(plan, "b").getVerdict()).isEqualTo(Verdict.DEFERRED);
        VerdictGiven verdict = scene.ask(plan, "c");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getReason()).endsWith(", and 1 wait already");
    }

    @Test
    void aQueuedRequestDoesNotCountItself() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1, queue: 1}");
        scene.down("a", "b");
        scene.ask(plan, "a");
        RecoveryRequest b = scene.request(plan, "b");
        scene.give(b);
        scene.after(Duration.ofSeconds(6));
        assertThat(scene.verdictsOn(b)).extracting(VerdictGiven::getVerdict).containsExactly(Verdict.DEFERRED);
        assertThat(scene.group().queued()).isEqualTo(1);
    }

    @Test
    void replacesTheWaitingRequestByALaterOne() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1, overflow: replace}");
        scene.down("a", "b");
        scene.ask(plan, "a");
        RecoveryRequest older = scene.byHand(plan, "b", "ann");
        RecoveryRequest newer = scene.byHand(plan, "b", "ben");
        scene.give(older);
        scene.give(newer);
        assertThat(scene.verdictsOn(older))
                .extracting(VerdictGiven::getVerdict)
                .containsExactly(Verdict.DEFERRED, Verdict.EXPIRED);
        assertThat(scene.verdictOn(older).getReason())
                .isEqualTo("Expected no newer request of this policy and target, but " + newer.getId() + " came");
        scene.failed(scene.lastCommand());
        assertThat(scene.verdictOn(newer).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aRequestOfAnEarlierBadPeriodDoesNotPushOutTheOneThatWaits() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1}");
        scene.down("a", "b");
        scene.ask(plan, "a");
        RecoveryRequest earlier = scene.request(plan, "b");
        scene.after(Duration.ofSeconds(1));
        scene.up("b");
        scene.after(Duration.ofSeconds(1));
        scene.down("b");
        RecoveryRequest waiting = scene.request(plan, "b");
        scene.give(waiting);
        assertThat(scene.give(earlier).getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(scene.verdictsOn(waiting)).hasSize(1);
    }

    @Test
    void anAutomaticRequestDoesNotPushOutAPersons() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1}");
        scene.down("a", "b");
        scene.ask(plan, "a");
        RecoveryRequest byHand = scene.byHand(plan, "b", "ann");
        scene.give(byHand);
        assertThat(scene.ask(plan, "b").getVerdict()).isEqualTo(Verdict.JOINED);
        scene.failed(scene.lastCommand());
        assertThat(scene.verdictOn(byHand).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void isNotPassedByByHand() {
        scene.down("a");
        scene.ask(Plan.lenient("one"), "a");
        assertThat(scene.askByHand(Plan.lenient("two"), "a").getVerdict()).isEqualTo(Verdict.DEFERRED);
    }

    @Test
    void aDeferredRequestExpiresWithItsEvent() {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1}");
        scene.down("a", "b");
        scene.ask(Plan.lenient("slow", java.util.List.of(), "steps: [{run: exec/slow, timeout: 30d}]"), "a");
        scene.started(scene.lastCommand());
        RecoveryRequest b = scene.request(plan, "b");
        scene.give(b);
        for (int i = 0; i < 46; i++) {
            scene.heartbeat(scene.lastCommand());
            scene.after(Duration.ofSeconds(20));
        }
        assertThat(scene.verdictsOn(b))
                .extracting(VerdictGiven::getVerdict)
                .containsExactly(Verdict.DEFERRED, Verdict.EXPIRED);
    }

    private VerdictGiven overflow(String policy) {
        Plan plan = Plan.lenient("restart", "concurrency: {group: 1, overflow: " + policy + "}");
        scene.down("a", "b");
        scene.ask(plan, "a");
        return scene.ask(plan, "b");
    }
}
