package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import io.recoverymesh.correlation.guard.Neighbourhood.Trouble;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DependencyGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart");
    private final Surrounded around = new Surrounded().needs("payments", Scene.GROUP, "orders-db");

    DependencyGuardTest() {
        scene.neighbourhood(around);
    }

    @Test
    void theCauseIsRecoveredFirst() {
        scene.down("orders-db", "payments");
        VerdictGiven held = scene.ask(plan, "payments");
        assertThat(held.getVerdict()).isEqualTo(Verdict.DEFERRED);
        assertThat(held.getGuard()).isEqualTo("dependency");
        assertThat(held.getBlockedBy()).isEqualTo("dependency g/orders-db");
        assertThat(held.getReason())
                .startsWith("Expected g/orders-db, which payments needs, to be healthy for 30s, but orders-db is DOWN");
        assertThat(scene.ask(plan, "orders-db").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void namesTheFlowOfTheCause() {
        String flow = scene.health("orders-db", HealthStatus.DOWN).getFlowId();
        scene.down("payments");
        assertThat(scene.ask(plan, "payments").getCauseFlowId()).isEqualTo(flow).isNotNull();
    }

    @Test
    void looksAgainOnceTheCauseHasSettledAndOnlyWhereItIsStillNeeded() {
        scene.down("orders-db", "payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.give(request);
        scene.after(Duration.ofMinutes(2));
        scene.up("orders-db");
        scene.after(Duration.ofSeconds(29));
        assertThat(scene.runs()).isEmpty();
        scene.after(Duration.ofSeconds(6));
        assertThat(scene.verdictsOn(request))
                .extracting(VerdictGiven::getVerdict)
                .containsExactly(Verdict.DEFERRED, Verdict.ADMITTED);
    }

    @Test
    void aTargetThatTheCauseHealedIsLeftAlone() {
        scene.down("orders-db", "payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.give(request);
        scene.up("orders-db", "payments");
        scene.after(Duration.ofMinutes(5));
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.verdictOn(request).getVerdict()).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void waitsWhileTheCauseIsInRecovery() {
        scene.down("orders-db");
        scene.ask(plan, "orders-db");
        scene.up("orders-db");
        scene.down("payments");
        VerdictGiven held = scene.ask(plan, "payments");
        assertThat(held.getVerdict()).isEqualTo(Verdict.DEFERRED);
        assertThat(held.getReason()).contains("orders-db is in recovery (r-");
    }

    @Test
    void oneUnhealthyInstanceHoldsItBackWhereNothingReportsTheService() {
        scene.up("orders-db/a");
        scene.down("orders-db/b", "payments");
        assertThat(scene.ask(plan, "payments").getReason()).contains("orders-db/b is DOWN");
        scene.up("orders-db");
        scene.down("payments/p1");
        assertThat(scene.ask(plan, "payments/p1").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aPersonIsAskedWhenTheCauseStaysIll() {
        scene.down("orders-db", "payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.give(request);
        scene.after(Duration.ofMinutes(16));
        VerdictGiven verdict = scene.verdictOn(request);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getReason()).endsWith("it waited for 15m, a person must look");
        assertThat(scene.facts(EscalationRaised.class))
                .extracting(EscalationRaised::getLevel)
                .containsExactly(EscalationLevel.HUMAN);
        scene.after(Duration.ofMinutes(30));
        assertThat(scene.facts(EscalationRaised.class)).hasSize(1);
        scene.up("orders-db");
        scene.after(Duration.ofMinutes(2));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void theFarthestTroubleIsTheCause() {
        around.needs("payments", Scene.GROUP, "storage");
        scene.down("storage", "orders-db", "payments");
        assertThat(scene.ask(plan, "payments").getBlockedBy()).isEqualTo("dependency g/storage");
    }

    @Test
    void servicesOfOtherGroupsCountAsTheyWerePublished() {
        around.needs("payments", "eu", "ledger");
        around.trouble(new Dependency("eu", "ledger"), new Trouble("ledger is DOWN since noon", "f-1", null));
        scene.down("payments");
        VerdictGiven held = scene.ask(plan, "payments");
        assertThat(held.getBlockedBy()).isEqualTo("dependency eu/ledger");
        assertThat(held.getCauseFlowId()).isEqualTo("f-1");
    }

    @Test
    void aPolicyMaySetTheTimesOrLookAway() {
        scene.down("orders-db", "payments");
        Plan blind = Plan.lenient("blind", "dependencies: {enabled: false}");
        assertThat(scene.ask(blind, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void byHandItIsPassedBy() {
        scene.down("orders-db", "payments");
        VerdictGiven verdict = scene.askByHand(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(verdict.getBypassed()).contains("dependency");
    }
}
