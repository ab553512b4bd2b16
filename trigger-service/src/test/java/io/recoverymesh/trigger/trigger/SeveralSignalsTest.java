package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.COUNTED;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_CANCELLED;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_STARTED;
import static io.recoverymesh.schemas.TriggerEventKind.WARNED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onAnomaly;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.anomaly;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.Sent.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.policy.Trigger.Warning;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeveralSignalsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Bench all(Duration within, Duration holdFor, @Nullable Warning warn) {
        return new Bench(catalogue(policy(
                "p",
                new Trigger(
                        Shape.ALL,
                        List.of(
                                onAlert("Errors").pattern(),
                                onAnomaly("latency").pattern()),
                        holdFor,
                        1,
                        within,
                        warn,
                        List.of()))));
    }

    @Test
    void actsOnceAllOfThemAreThereInWhateverOrder() {
        for (boolean alertFirst : new boolean[] {true, false}) {
            Bench bench = all(MINUTE, Duration.ZERO, null);
            if (alertFirst) {
                bench.send(firing("payments", "Errors", 0, 0));
                bench.send(anomaly("payments", "latency", 0.9, 30));
            } else {
                bench.send(anomaly("payments", "latency", 0.9, 0));
                bench.send(firing("payments", "Errors", 30, 30));
            }
            assertThat(bench.requests).hasSize(1);
            assertThat(bench.kinds()).containsExactly(COUNTED, FIRED);
            bench.send(anomaly("payments", "latency", 0.9, 40));
            assertThat(bench.requests).as("once in a bad period").hasSize(1);
        }
    }

    @Test
    void signalsOfOneKindAreNotAllOfThem() {
        Bench bench = all(MINUTE, Duration.ZERO, null);
        for (int i = 0; i < 30; i++) {
            bench.send(firing("payments", "Errors", 0, i));
        }
        assertThat(bench.requests).isEmpty();
        assertThat(bench.kinds()).containsExactly(COUNTED);
    }

    @Test
    void whatLiesTooFarApartDoesNotCountTogether() {
        Bench bench = all(MINUTE, Duration.ZERO, null);
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(anomaly("payments", "latency", 0.9, 61));
        assertThat(bench.requests).isEmpty();

        bench.send(firing("payments", "Errors", 0, 70));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void withoutAWindowItMattersOnlyThatAllAreInForce() {
        Bench bench = all(Duration.ZERO, Duration.ZERO, null);
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(anomaly("payments", "latency", 0.9, 7200));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void whatIsOverDoesNotCount() {
        Bench bench = all(Duration.ZERO, Duration.ZERO, null);
        bench.send(anomaly("payments", "latency", 0.9, 0));
        bench.send(health("payments", DOWN, 1));
        bench.tick(at(301));
        bench.send(firing("payments", "Errors", 302, 302));
        assertThat(bench.requests).as("the anomaly was not repeated").isEmpty();

        bench.send(resolved("payments", "Errors", 302, 310));
        bench.send(anomaly("payments", "latency", 0.9, 320));
        assertThat(bench.requests).as("the alert was resolved").isEmpty();
    }

    @Test
    void aHoldOfAllEndsWithOneOfThem() {
        Bench bench = all(Duration.ZERO, MINUTE, null);
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(anomaly("payments", "latency", 0.9, 10));
        bench.send(health("payments", DOWN, 11));
        bench.send(resolved("payments", "Errors", 0, 20));
        bench.tick(at(100));
        assertThat(bench.requests).isEmpty();
        assertThat(bench.kinds()).containsExactly(COUNTED, HOLD_STARTED, HOLD_CANCELLED);
    }

    @Test
    void aHoldOfAllThatLastsIsActedOn() {
        Bench bench = all(Duration.ZERO, MINUTE, new Warning(Duration.ofSeconds(20), "oncall"));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(anomaly("payments", "latency", 0.9, 10));
        bench.tick(at(30));
        bench.tick(at(70));
        assertThat(bench.requests).hasSize(1);
        assertThat(bench.kinds()).containsExactly(COUNTED, HOLD_STARTED, WARNED, FIRED);
    }

    @Test
    void countsSignalsOfDifferentKindsTogetherAndEachOnce() {
        Bench bench = new Bench(catalogue(policy(
                "p",
                new Trigger(
                        Shape.ANY,
                        List.of(
                                onAlert("Errors").pattern(),
                                onAlert(null).pattern(),
                                onHealth("payments", "DOWN").pattern()),
                        Duration.ZERO,
                        3,
                        MINUTE,
                        null,
                        List.of()))));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.send(health("payments", DOWN, 1));
        assertThat(bench.requests)
                .as("a signal that matches two patterns counts once")
                .isEmpty();
        bench.send(firing("payments", "Other", 2, 2));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void warnsOnceBeforeItActs() {
        Bench bench = holding(new Warning(Duration.ofSeconds(10), "oncall"));
        bench.send(health("payments", DOWN, 0));
        assertThat(bench.state("default/payments").nextDue()).isEqualTo(at(10));
        bench.tick(at(9));
        bench.tick(at(10));
        bench.tick(at(11));
        assertThat(bench.kinds()).containsExactly(HOLD_STARTED, WARNED);
        assertThat(bench.events.getLast().getNotify()).isEqualTo("oncall");
        assertThat(bench.events.getLast().getUntil()).isEqualTo(at(60));
        assertThat(bench.events.getLast().getFlowId()).isNotNull();
        bench.tick(at(60));
        assertThat(bench.requests).hasSize(1);
    }

    @Test
    void warnsNobodyWhenItIsOverBefore() {
        Bench bench = holding(new Warning(Duration.ofSeconds(10), "oncall"));
        bench.send(health("payments", DOWN, 0));
        bench.send(health("payments", UP, 5));
        bench.tick(at(100));
        assertThat(bench.kinds()).containsExactly(HOLD_STARTED, HOLD_CANCELLED);
    }

    @Test
    void afterAPauseTheWarningComesBeforeTheRequest() {
        Bench bench = holding(new Warning(Duration.ofSeconds(10), "oncall"));
        bench.send(health("payments", DOWN, 0));
        bench.tick(at(65));
        assertThat(bench.kinds()).containsExactly(HOLD_STARTED, WARNED, FIRED);
    }

    @Test
    void aPolicyThatBecameAnotherKindOfTriggerStartsAnew() {
        Bench bench = new Bench(catalogue(policy("p", onAlert("Errors").count(3).done())));
        bench.send(firing("payments", "Errors", 0, 0));
        bench.catalogue = all(Duration.ZERO, Duration.ZERO, null).catalogue;
        bench.send(firing("payments", "Errors", 0, 1));
        assertThat(bench.requests).isEmpty();
        bench.catalogue = catalogue(policy("p", onAlert("Errors").done()));
        bench.send(firing("payments", "Errors", 0, 2));
        assertThat(bench.requests).hasSize(1);
    }

    private static Bench holding(Warning warn) {
        return new Bench(catalogue(policy(
                "p",
                new Trigger(
                        Shape.ANY,
                        List.of(onHealth("payments", "DOWN").pattern()),
                        MINUTE,
                        1,
                        Duration.ZERO,
                        warn,
                        List.of()))));
    }
}
