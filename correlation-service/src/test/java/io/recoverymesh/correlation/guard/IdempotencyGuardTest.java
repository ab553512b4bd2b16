package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void joinsTheRunningRecoveryOfTheSameBadPeriod() {
        scene.down("payments");
        scene.ask(plan, "payments");
        String running = scene.recovery().id();
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.JOINED);
        assertThat(verdict.getGuard()).isEqualTo("idempotency");
        assertThat(verdict.getPriorRecoveryId()).isEqualTo(running);
        assertThat(verdict.getBlockedBy()).isEqualTo(running);
        assertThat(verdict.getReason())
                .isEqualTo("Expected no recovery for this bad period yet, but " + running + " is running");
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void answersWithTheOutcomeOnceItIsDone() {
        scene.failRecovery(plan, "payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(verdict.getPriorOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.getReason()).endsWith("ended FAILED");
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void joinsARequestThatWaits() {
        Plan queueing = Plan.lenient("queueing", "concurrency: {group: 1}");
        scene.down("a", "b");
        scene.ask(queueing, "a");
        RecoveryRequest waiting = scene.request(queueing, "b");
        scene.give(waiting);
        VerdictGiven verdict = scene.ask(queueing, "b");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.JOINED);
        assertThat(verdict.getBlockedBy()).isEqualTo("request " + waiting.getId());
        assertThat(verdict.getReason())
                .isEqualTo("Expected no request for this bad period yet, but one waits for concurrency");
    }

    @Test
    void dropsARedeliveredRequest() {
        RecoveryRequest request = scene.request(plan, "payments");
        scene.give(request);
        scene.give(request);
        assertThat(scene.verdictsOn(request)).hasSize(1);
        assertThat(scene.dropped()).containsExactly("request " + request.getId() + " has its verdict");
    }

    @Test
    void isNeverPassedByByHand() {
        RecoveryRequest request = scene.byHand(plan, "payments", "ann");
        scene.give(request);
        RecoveryRequest again =
                RecoveryRequest.newBuilder(request).setId("another").build();
        assertThat(scene.give(again).getVerdict()).isEqualTo(Verdict.JOINED);
    }

    @Test
    void keepsADoneKeyForADayAndForgetsItThen() {
        scene.failRecovery(Plan.lenient("restart"), "payments");
        RecoveryRequest second = scene.request(Plan.lenient("restart"), "payments");
        scene.after(Duration.ofHours(24).minusMillis(1));
        assertThat(scene.ledger().keys().get(second.getIdempotencyKey())).isNotNull();
        scene.after(Duration.ofMillis(1));
        assertThat(scene.ledger().keys().get(second.getIdempotencyKey())).isNull();
        assertThat(scene.ledger().recoveries().entries()).isEmpty();
    }

    @Test
    void keepsAnActiveKeyForEver() {
        Plan patient = Plan.auto("patient", "steps: [{run: exec/restart, timeout: 30d}]");
        scene.down("payments");
        scene.ask(patient, "payments");
        scene.started(scene.lastCommand());
        for (int hour = 0; hour < 30; hour++) {
            for (int i = 0; i < 180; i++) {
                scene.heartbeat(scene.lastCommand());
                scene.after(Duration.ofSeconds(20));
            }
        }
        assertThat(scene.ask(patient, "payments").getVerdict()).isEqualTo(Verdict.JOINED);
    }
}
