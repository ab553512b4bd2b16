package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DEGRADED;
import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UNKNOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.CONDITION_FAILED;
import static io.recoverymesh.schemas.TriggerEventKind.COUNTED;
import static io.recoverymesh.schemas.TriggerEventKind.EXPIRED;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.schemas.TriggerEventKind.FUTURE;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_CANCELLED;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_STARTED;
import static io.recoverymesh.schemas.TriggerEventKind.STALE;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onAnomaly;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Declared.version;
import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.Sent.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriggerCoreTest {
    private static final String KEY = "default/payments";
    private static final Duration HOLD = Duration.ofSeconds(30);
    private final Bench immediate =
            new Bench(catalogue(policy("restart", onHealth("payments", "DOWN").done())));
    private final Bench holding = new Bench(catalogue(
            policy("restart", onHealth("payments", "DOWN").holdFor(HOLD).done())));

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
    void waitsUntilTheHoldIsOver() {
        holding.send(health("payments", DOWN, 0));
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED);
        assertThat(holding.events.getFirst().getUntil()).isEqualTo(at(30));
        assertThat(holding.state(KEY).nextDue()).isEqualTo(at(30));

        holding.tick(at(29));
        assertThat(holding.requests).isEmpty();
        holding.tick(at(30));
        holding.tick(at(31));

        assertThat(holding.requests).hasSize(1);
        assertThat(holding.requests.getFirst().getEventTime()).isEqualTo(at(30));
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, FIRED);
    }

    @Test
    void addsNothingForSignalsThatComeWhileHoldingAndRequestsAgainAfterwards() {
        holding.send(health("payments", DOWN, 0));
        holding.send(health("payments", DOWN, 10));
        holding.tick(at(30));
        holding.send(health("payments", DOWN, 10), at(31));
        assertThat(holding.requests).hasSize(1);

        holding.send(health("payments", DOWN, 40));

        assertThat(holding.requests).hasSize(2);
        assertThat(holding.requests.get(1).getIdempotencyKey())
                .isEqualTo(holding.requests.get(0).getIdempotencyKey());
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, FIRED);
    }

    @Test
    void cancelsTheHoldWhenTheTargetRecovers() {
        holding.send(health("payments", DOWN, 0));
        holding.send(health("payments", UP, 10));
        holding.tick(at(60));

        assertThat(holding.requests).isEmpty();
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, HOLD_CANCELLED);
        assertThat(holding.events.getLast().getReason()).startsWith("Expected the condition to last");
    }

    @Test
    void cancelsTheHoldWhenTheConditionEndsThoughTheTargetIsStillUnwell() {
        holding.send(health("payments", DOWN, 0));
        holding.send(health("payments", DEGRADED, 10));
        holding.tick(at(60));

        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, HOLD_CANCELLED);
        assertThat(holding.requests).isEmpty();
    }

    @Test
    void keepsTheHoldWhileOneOfItsAlertsStillFires() {
        Bench bench =
                new Bench(catalogue(policy("any", onAlert(null).holdFor(HOLD).done())));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(firing("payments", "Latency", 5, 5));
        bench.send(resolved("payments", "Errors", 0, 10));
        bench.tick(at(30));

        assertThat(bench.kinds()).containsExactly(HOLD_STARTED, FIRED);
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void expiresAHoldThatWasDueLongAgo() {
        holding.send(health("payments", DOWN, 0));
        holding.tick(at(3600));

        assertThat(holding.requests).isEmpty();
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, EXPIRED);
    }

    @Test
    void firesWithThePolicyAsItIsWhenTheHoldIsDue() {
        holding.send(health("payments", DOWN, 0));
        holding.catalogue = catalogue(version(
                "v2", "restart", onHealth("payments", "DOWN").holdFor(HOLD).done()));
        holding.tick(at(30));

        assertThat(holding.requests).singleElement().satisfies(r -> {
            assertThat(r.getPolicyVersion()).isEqualTo("v2");
            assertThat(r.getPolicyDocument()).contains("v2");
        });
    }

    @Test
    void cancelsTheHoldOfAPolicyThatWasWithdrawnOrChanged() {
        holding.send(health("payments", DOWN, 0));
        holding.catalogue = catalogue();
        holding.tick(at(30));

        assertThat(holding.requests).isEmpty();
        assertThat(holding.kinds()).containsExactly(HOLD_STARTED, HOLD_CANCELLED);
        assertThat(holding.events.getLast().getReason()).contains("no longer declares");
    }

    @Test
    void countsWithinASlidingWindowOfEventTime() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(3).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.send(anomaly("payments", "latency", 0.9, 50));
        bench.send(anomaly("payments", "latency", 0.9, 61));
        assertThat(bench.requests).as("the first lies outside the window").isEmpty();

        bench.send(anomaly("payments", "latency", 0.9, 110));

        assertThat(bench.requests).hasSize(1);
        assertThat(bench.kinds()).containsExactly(COUNTED, COUNTED, COUNTED, FIRED);
    }

    @Test
    void countsAcrossEpisodes() {
        Bench bench = new Bench(catalogue(
                policy("flapper", onHealth("payments", "DOWN").count(3).done())));
        for (long i = 0; i < 3; i++) {
            bench.send(health("payments", DOWN, i * 10));
            bench.send(health("payments", UP, i * 10 + 5));
        }
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void countsARepeatedDeliveryOnce() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(2).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.send(anomaly("payments", "latency", 0.9, 0), at(1));

        assertThat(bench.requests).isEmpty();
        assertThat(bench.kinds()).containsExactly(COUNTED);
    }

    @Test
    void forgetsCountsThatCanNoLongerBeReached() {
        Bench bench = new Bench(
                catalogue(policy("scale", onAnomaly("latency").count(2).done())));
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.tick(at(3600));

        assertThat(bench.state(KEY).clauses()).isEmpty();
        assertThat(bench.state(KEY).nextDue()).isEqualTo(at(0).plus(Duration.ofDays(8)));
    }

    @Test
    void notesASignalThatIsTooOldAndStillFoldsItsHealth() {
        immediate.send(health("payments", DOWN, 0), at(3600));

        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.kinds()).containsExactly(EXPIRED);
        assertThat(immediate.healths).extracting(TargetHealth::getHealth).containsExactly(DOWN);
    }

    @Test
    void letsASignalFromTheFutureChangeNothing() {
        immediate.send(health("payments", DOWN, 301), at(0));

        assertThat(immediate.kinds()).containsExactly(FUTURE);
        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.healths).isEmpty();
        assertThat(immediate.state(KEY)).isEqualTo(TargetState.NEW);
    }

    @Test
    void acceptsASignalWithinTheToleranceOfClocks() {
        immediate.send(health("payments", DOWN, 300), at(0));
        assertThat(immediate.requests).hasSize(1);
    }

    @Test
    void callsAnAlertStaleThatBeganBeforeItsLastResolution() {
        Bench bench = new Bench(catalogue(policy("any", onAlert("Errors").done())));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(resolved("payments", "Errors", 0, 10));
        bench.send(firing("payments", "Errors", 0, 20));
        assertThat(bench.requests).hasSize(1);
        assertThat(bench.kinds()).containsExactly(STALE);
        assertThat(bench.state(KEY).vitals().health()).isEqualTo(UP);

        bench.send(firing("payments", "Errors", 30, 31));
        assertThat(bench.requests).hasSize(2);
    }

    @Test
    void callsAReportStaleThatIsOlderThanTheLast() {
        immediate.send(health("payments", UP, 20));
        immediate.send(health("payments", DOWN, 10), at(21));

        assertThat(immediate.requests).isEmpty();
        assertThat(immediate.kinds()).containsExactly(STALE);
        assertThat(immediate.healths).extracting(TargetHealth::getHealth).containsExactly(UP);
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
    void endsAnAnomalyThatIsNotRepeated() {
        Bench bench = new Bench(catalogue());
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.tick(at(299));
        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(DEGRADED);

        bench.tick(at(300));

        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(DEGRADED, UP);
        assertThat(bench.healths.getLast().getSignal().getReason()).startsWith("not repeated since");
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
