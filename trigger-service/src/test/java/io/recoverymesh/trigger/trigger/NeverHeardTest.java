package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.schemas.TriggerEventKind.WARNED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.health;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.policy.Trigger.Warning;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.catalogue.Catalogue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A heartbeat that never began. */
class NeverHeardTest {
    private final Bench bench = new Bench(waitingFor("default/orders", "default/orders/orders-1"));

    @Test
    void isMissedOnceItsTimeIsOverAndNotBefore() {
        bench.expect(at(0));
        bench.tick(at(59));
        assertThat(bench.kinds()).isEmpty();
        bench.tick(at(60));
        assertThat(bench.kinds()).containsExactly(WARNED, WARNED);
        bench.tick(at(119));
        assertThat(bench.requests).isEmpty();
        bench.tick(at(120));
        bench.tick(at(121));

        assertThat(bench.kinds()).containsExactly(WARNED, WARNED, FIRED, FIRED);
        assertThat(bench.requests)
                .extracting(request -> request.getTarget())
                .containsExactly("orders", "orders/orders-1");
        assertThat(bench.events.getLast().getReason())
                .isEqualTo("No health signal ever came, and it is expected since 2026-03-01T12:00:00Z, for 2m");
        assertThat(bench.healths).extracting(TargetHealth::getHealth).containsExactly(DOWN, DOWN);
    }

    @Test
    void aRestartDoesNotBeginItsTimeAnew() {
        bench.expect(at(0));
        for (int restart = 10; restart < 120; restart += 10) {
            bench.expect(at(restart));
            bench.tick(at(restart));
        }
        bench.tick(at(120));

        assertThat(bench.requests).hasSize(2);
        bench.expect(at(130));
        bench.tick(at(600));
        assertThat(bench.requests).hasSize(2);
    }

    @Test
    void hasItsTimeAgainWhenTheMeshItselfWasAway() {
        bench.expect(at(0));
        bench.expect(at(1_000));
        bench.tick(at(1_000));
        assertThat(bench.requests).isEmpty();
        bench.tick(at(1_060));
        bench.tick(at(1_120));

        assertThat(bench.requests).hasSize(2);
    }

    @Test
    void isNotMissedWhenItBeginsInTime() {
        bench.expect(at(0));
        bench.send(health("orders", UP, 50));
        bench.send(health("orders/orders-1", UP, 110));
        bench.tick(at(121));
        assertThat(bench.requests).isEmpty();

        bench.tick(at(170));
        assertThat(bench.requests).extracting(request -> request.getTarget()).containsExactly("orders");
    }

    @Test
    void endsWithTheFirstHeartbeat() {
        bench.expect(at(0));
        bench.tick(at(60));
        bench.tick(at(120));
        bench.send(health("orders", UP, 130));

        assertThat(bench.healths.getLast().getTarget()).isEqualTo("orders");
        assertThat(bench.healths.getLast().getHealth()).isEqualTo(UP);
    }

    @Test
    void isForgottenWithoutAWordWhenItIsNotExpectedAnyMore() {
        bench.expect(at(0));
        bench.catalogue = waitingFor("default/orders");
        bench.tick(at(60));
        bench.tick(at(120));

        assertThat(bench.requests).extracting(request -> request.getTarget()).containsExactly("orders");
        assertThat(bench.state("default/orders/orders-1")).isEqualTo(TargetState.NEW);
    }

    @Test
    void isHealedWhenItIsMissedAndThenNotExpectedAnyMore() {
        bench.expect(at(0));
        bench.tick(at(60));
        bench.tick(at(120));
        bench.catalogue = waitingFor("default/orders");
        bench.tick(at(120 + 300));

        assertThat(bench.state("default/orders/orders-1").clauses()).isEmpty();
        assertThat(bench.healths.getLast().getTarget()).isEqualTo("orders/orders-1");
        assertThat(bench.healths.getLast().getHealth()).isNotEqualTo(DOWN);
    }

    @Test
    void aTargetThatWasHeardOfBeforeIsExpectedTooWhenNoSuchHeartbeatCame() {
        bench.catalogue = Catalogue.EMPTY;
        bench.send(health("orders", UP, 0));
        bench.catalogue = waitingFor("default/orders");
        bench.expect(at(10));
        bench.tick(at(70));
        bench.tick(at(130));

        assertThat(bench.requests).hasSize(1);
    }

    private static Catalogue waitingFor(String... targets) {
        return catalogue(policy(
                "silent",
                new Trigger(
                        Shape.ABSENT,
                        List.of(onHealth("orders", "UP", "DOWN", "DEGRADED", "UNKNOWN")
                                .pattern()),
                        Duration.ofMinutes(2),
                        1,
                        Duration.ZERO,
                        new Warning(Duration.ofMinutes(1), "oncall"),
                        List.of(targets).stream().map(TargetRef::ofKey).toList())));
    }
}
