package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.schemas.TriggerEventKind.WARNED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.policy.Trigger.Warning;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.catalogue.Catalogue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A heartbeat that stops. */
class SilenceTest {
    private final Bench bench = new Bench(catalogue(policy(
            "silent",
            new Trigger(
                    Shape.ABSENT,
                    List.of(onHealth("orders", "UP", "DOWN", "DEGRADED", "UNKNOWN")
                            .pattern()),
                    Duration.ofMinutes(2),
                    1,
                    Duration.ZERO,
                    new Warning(Duration.ofMinutes(1), "oncall"),
                    List.of()))));

    @Test
    void isActedOnWhenTheHeartbeatStops() {
        beats(0, 100, 30);
        bench.tick(at(149));
        assertThat(bench.kinds()).isEmpty();
        bench.tick(at(150));
        assertThat(bench.kinds()).containsExactly(WARNED);
        assertThat(bench.events.getFirst().getNotify()).isEqualTo("oncall");
        bench.tick(at(209));
        assertThat(bench.requests).isEmpty();
        bench.tick(at(210));
        bench.tick(at(211));

        assertThat(bench.kinds()).containsExactly(WARNED, FIRED);
        assertThat(bench.requests).singleElement().satisfies(request -> {
            assertThat(request.getTarget()).isEqualTo("orders");
            assertThat(request.getSignal().getReason()).contains("no health signal since 2026-03-01T12:01:30Z");
        });
        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(UP, DOWN);
        assertThat(bench.healths.getLast().getReasons())
                .anySatisfy(r -> assertThat(r).contains("no health signal"));
    }

    @Test
    void endsWithTheNextHeartbeatAndIsWaitedForAgain() {
        beats(0, 0, 30);
        bench.tick(at(60));
        bench.tick(at(120));
        beats(200, 200, 30);
        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(UP, DOWN, UP);
        bench.tick(at(260));
        bench.tick(at(320));
        assertThat(bench.requests).hasSize(2);
        assertThat(bench.requests.get(0).getIdempotencyKey())
                .isNotEqualTo(bench.requests.get(1).getIdempotencyKey());
    }

    @Test
    void aRepeatedDeliveryIsNoHeartbeat() {
        bench.send(health("orders", UP, 0));
        bench.tick(at(60));
        bench.send(health("orders", UP, 0), at(100));
        bench.tick(at(120));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void aSlowPipelineIsNoSilence() {
        for (int second = 0; second < 600; second += 30) {
            bench.send(health("orders", UP, second), at(second + 200));
            bench.tick(at(second + 201));
        }
        assertThat(bench.requests).isEmpty();
    }

    @Test
    void nobodyIsMissedWhoNeverCame() {
        bench.send(firing("orders", "Other", 0, 0));
        bench.send(health("payments", UP, 0));
        bench.tick(at(10_000));
        assertThat(bench.requests).isEmpty();
    }

    @Test
    void whereTheMeshItselfWasAwayTheTimeBeginsAnew() {
        beats(0, 0, 30);
        bench.tick(at(3600));
        assertThat(bench.requests).isEmpty();
        bench.tick(at(3660));
        bench.tick(at(3720));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void aSilenceThatNobodyWaitsForAnyMoreIsOver() {
        beats(0, 0, 30);
        bench.tick(at(60));
        bench.tick(at(120));
        assertThat(bench.state("default/orders").vitals().health()).isEqualTo(DOWN);
        bench.catalogue = Catalogue.EMPTY;
        bench.tick(at(120 + 300));
        assertThat(bench.state("default/orders").vitals().health()).isEqualTo(UP);
        assertThat(bench.state("default/orders").clauses()).isEmpty();
    }

    @Test
    void aTargetThatNothingIsHeardOfIsForgottenAndNobodyKnowsHowItIs() {
        beats(0, 0, 30);
        Bench quiet = new Bench(Catalogue.EMPTY);
        quiet.send(health("orders", DOWN, 0));
        Duration kept = TargetState.KEPT.plus(Duration.ofDays(1));
        quiet.tick(at(0).plus(kept).minusSeconds(1));
        assertThat(quiet.state("default/orders")).isNotEqualTo(TargetState.NEW);
        quiet.tick(at(0).plus(kept));
        assertThat(quiet.state("default/orders")).isEqualTo(TargetState.NEW);
        assertThat(quiet.healths.getLast().getHealth()).isEqualTo(HealthStatus.UNKNOWN);
    }

    private void beats(int from, int to, int every) {
        for (int second = from; second <= to; second += every) {
            bench.send(health("orders", UP, second));
        }
    }
}
