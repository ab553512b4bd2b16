package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Scene scene = new Scene();

    @Test
    void nothingButTheTargetsOwnHealthMakesItRecovered() {
        verifying("verify: {stableFor: 30s, within: 5m}");
        assertThat(scene.facts(RecoveryEnded.class)).isEmpty();
        assertThat(scene.last(VerificationStarted.class).getUntil())
                .isEqualTo(scene.now().plus(Duration.ofMinutes(5)));
        scene.after(Duration.ofSeconds(10));
        scene.up("payments");
        scene.after(Duration.ofSeconds(30).minusMillis(1));
        assertThat(scene.facts(RecoveryEnded.class)).isEmpty();
        scene.after(Duration.ofMillis(1));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(scene.lastEnd().getReason()).isEqualTo("payments is UP and was so for 30s");
    }

    @Test
    void beginsAnewWhenTheHealthBreaks() {
        verifying("verify: {stableFor: 30s, within: 5m}");
        scene.up("payments");
        scene.after(Duration.ofSeconds(20));
        scene.down("payments");
        assertThat(scene.last(VerificationObserved.class).getStableAt()).isNull();
        scene.after(SECOND);
        scene.up("payments");
        scene.after(Duration.ofSeconds(29));
        assertThat(scene.facts(RecoveryEnded.class)).isEmpty();
        scene.after(SECOND);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void isIneffectiveWhenTheHealthDoesNotComeInTime() {
        verifying("verify: {stableFor: 30s, within: 5m}");
        scene.after(Duration.ofMinutes(5));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
        assertThat(scene.lastEnd().getReason())
                .isEqualTo("Expected payments to be UP for 30s within 5m of the last step, but it is DOWN since "
                        + Scene.START);
    }

    @Test
    void isIneffectiveWhenItComesTooLateToBeStable() {
        verifying("verify: {stableFor: 30s, within: 5m}");
        scene.after(Duration.ofSeconds(271));
        scene.up("payments");
        scene.after(Duration.ofSeconds(29));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
    }

    @Test
    void isIneffectiveWhenNothingReportsTheTarget() {
        scene.ask(plan("verify: {stableFor: 30s, within: 5m}"), "payments");
        scene.succeeded(scene.lastCommand());
        scene.after(Duration.ofMinutes(5));
        assertThat(scene.lastEnd().getReason()).endsWith("but nothing reports its health");
    }

    @Test
    void countsFromTheLastStepWhenTheTargetIsHealthyAlready() {
        scene.down("payments");
        scene.ask(plan("verify: {stableFor: 30s, within: 5m}"), "payments");
        scene.up("payments");
        scene.after(Duration.ofSeconds(20));
        scene.succeeded(scene.lastCommand());
        scene.after(Duration.ofSeconds(29));
        assertThat(scene.facts(RecoveryEnded.class)).isEmpty();
        scene.after(SECOND);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void doesNotDependOnHowOftenDeadlinesAreLookedAt() {
        verifying("verify: {stableFor: 30s, within: 5m}");
        scene.up("payments");
        scene.sleeping(Duration.ofSeconds(31));
        scene.down("payments");
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void acceptsDegradedOnlyWhereThePolicyDoes() {
        verifying("verify: {health: DEGRADED, stableFor: 10s, within: 5m}");
        scene.health("payments", HealthStatus.DEGRADED);
        scene.after(Duration.ofSeconds(10));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
        Scene strict = new Scene();
        strict.down("payments");
        strict.ask(plan("verify: {stableFor: 10s, within: 5m}"), "payments");
        strict.succeeded(strict.lastCommand());
        strict.health("payments", HealthStatus.DEGRADED);
        strict.after(Duration.ofMinutes(5));
        assertThat(strict.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
    }

    @Test
    void measuresTheRecoveryTimeFromTheFirstUnhealthySignal() {
        scene.down("payments");
        scene.after(Duration.ofSeconds(5));
        Plan plan = Plan.lenient("restart", List.of(), "objective: {rto: 1m}", "verify: {stableFor: 30s, within: 5m}");
        scene.ask(plan, "payments");
        scene.after(Duration.ofSeconds(5));
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(30));
        RecoveryEnded end = scene.lastEnd();
        assertThat(end.getDurationMs()).isEqualTo(35_000);
        assertThat(end.getRecoveryTimeMs()).isEqualTo(40_000);
        assertThat(end.getRtoMs()).isEqualTo(60_000);
        assertThat(end.getRtoMet()).isTrue();
    }

    @Test
    void saysWhenTheObjectiveWasMissed() {
        scene.down("payments");
        scene.after(Duration.ofSeconds(31));
        Plan plan = Plan.lenient("restart", List.of(), "objective: {rto: 1m}", "verify: {stableFor: 30s, within: 5m}");
        scene.ask(plan, "payments");
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(30));
        assertThat(scene.lastEnd().getRtoMet()).isFalse();
    }

    @Test
    void measuresNoRecoveryTimeOfATargetThatWasNeverIll() {
        scene.up("payments");
        scene.askByHand(plan("verify: {stableFor: 1s, within: 5m}"), "payments");
        scene.succeeded(scene.lastCommand());
        scene.after(SECOND);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(scene.lastEnd().getRecoveryTimeMs()).isNull();
    }

    private void verifying(String verify) {
        scene.down("payments");
        scene.ask(plan(verify), "payments");
        StepCommand command = scene.lastCommand();
        scene.started(command);
        scene.succeeded(command);
    }

    private static Plan plan(String verify) {
        return Plan.lenient("restart", List.of(), verify);
    }
}
