package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UNKNOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.CONDITION_FAILED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onAnomaly;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import org.junit.jupiter.api.Test;

class TriggerCoreTest {
    private static final String KEY = "default/payments";
    private final Bench immediate =
            new Bench(catalogue(policy("restart", onHealth("payments", "DOWN").done())));

    @Test
    void requestsARecoveryAtOnceWhenNothingIsToBeAwaited() {
        immediate.send(health("payments", DOWN, 0));

        assertThat(immediate.requests).singleElement().satisfies(request -> {
            assertThat(request.getPolicy()).isEqualTo("restart");
            assertThat(request.getPolicyDocument()).contains("restart");
            assertThat(request.getTarget()).isEqualTo("payments");
            assertThat(request.getEventTime()).isEqualTo(at(0));
            assertThat(request.getDepth()).isZero();
            assertThat(request.getFlowId()).startsWith("f-");
        });
        assertThat(immediate.healths).singleElement().satisfies(changed -> {
            assertThat(changed.getHealth()).isEqualTo(DOWN);
            assertThat(changed.getPrevious()).isNull();
            assertThat(changed.getFlowId())
                    .isEqualTo(immediate.requests.getFirst().getFlowId());
        });
        assertThat(immediate.events).isEmpty();
    }

    @Test
    void givesEveryFurtherSignalOfAnEpisodeTheSameKeyAndAnotherRequest() {
        for (int i = 0; i < 50; i++) {
            immediate.send(health("payments", DOWN, i));
        }
        assertThat(immediate.requests).hasSize(50);
        assertThat(immediate.requests)
                .extracting(RecoveryRequest::getIdempotencyKey)
                .containsOnly(immediate.requests.getFirst().getIdempotencyKey());
        assertThat(immediate.requests).extracting(RecoveryRequest::getId).doesNotHaveDuplicates();
        assertThat(immediate.healths).hasSize(1);
    }

    @Test
    void givesTheNextEpisodeAnotherKeyAndFlow() {
        immediate.send(health("payments", DOWN, 0));
        immediate.send(health("payments", UP, 10));
        immediate.send(health("payments", DOWN, 20));

        assertThat(immediate.requests)
                .extracting(RecoveryRequest::getIdempotencyKey)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(immediate.healths).extracting(TargetHealth::getHealth).containsExactly(DOWN, UP, DOWN);
        assertThat(immediate.healths.get(1).getEpisode()).isNull();
        assertThat(immediate.healths.get(1).getFlowId())
                .isEqualTo(immediate.healths.get(0).getFlowId());
    }

    @Test
    void keepsTheEpisodeWhenTheReporterCannotTell() {
        immediate.send(health("payments", DOWN, 0));
        immediate.send(health("payments", UNKNOWN, 10));
        immediate.send(health("payments", DOWN, 20));

        assertThat(immediate.healths)
                .extracting(TargetHealth::getEpisode)
                .containsOnly(immediate.healths.getFirst().getEpisode());
        assertThat(immediate.requests)
                .extracting(RecoveryRequest::getIdempotencyKey)
                .hasSize(2)
                .containsOnly(immediate.requests.getFirst().getIdempotencyKey());
    }

    @Test
    void showsAConditionThatCannotBeDecided() {
        Bench bench = new Bench(catalogue(policy(
                "any", onAlert("Errors").where("signal.labels['team'] == 'x'").done())));
        bench.send(firing("payments", "Errors", 0, 0));

        assertThat(bench.requests).isEmpty();
        assertThat(bench.kinds()).containsExactly(CONDITION_FAILED);
    }

    @Test
    void evaluatesTheConditionOfCandidates() {
        Bench bench = new Bench(catalogue(
                policy("scale", onAnomaly("latency").where("signal.score > 0.9").done())));
        bench.send(anomaly("payments", "latency", 0.5, 0));
        assertThat(bench.requests).isEmpty();
        bench.send(anomaly("payments", "latency", 0.95, 5));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void proposesAPolicyOnceForTwoTriggersThatOneSignalFulfils() {
        Bench bench = new Bench(catalogue(policy(
                "restart",
                onHealth("payments", "DOWN").done(),
                onHealth(null, "DOWN", "DEGRADED").done())));
        bench.send(health("payments", DOWN, 0));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void storesNothingForASignalThatTellsNothingNew() {
        Bench bench = new Bench(catalogue());
        bench.send(health("payments", UP, 0));
        TargetState before = bench.state(KEY);

        Decision decision = TriggerCore.decide(
                before, io.recoverymesh.trigger.signal.Signal.of(health("payments", UP, 0)), bench.catalogue, at(1));

        assertThat(decision.state()).isSameAs(before);
        assertThat(decision.received()).isEqualTo(Received.UNCHANGED);
    }
}
