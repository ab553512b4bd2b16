package io.recoverymesh.trigger.kafka;

import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.kafka.TopologyBench.HOLD;
import static io.recoverymesh.trigger.kafka.TopologyBench.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is due fires by the clock, also after a restart. */
class TimersTopologyTest {
    private static final Trigger NEVER = new Trigger(
            Trigger.Shape.ABSENT,
            List.of(onHealth("mail", "UP").pattern()),
            HOLD,
            1,
            Duration.ZERO,
            null,
            List.of(TargetRef.ofKey("default/mail")));

    private Path directory;
    private TopologyBench bench;

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
        bench = TopologyBench.withPolicies(directory.resolve("one"));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void firesAHoldByTheClock() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        bench.driver.advanceWallClockTime(Duration.ofSeconds(29));
        assertThat(bench.readRaw(TOPICS.requests.name())).isEmpty();

        bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
        bench.driver.advanceWallClockTime(Duration.ofSeconds(60));

        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class)).hasSize(1);
        assertThat(bench.read(TOPICS.triggerEvents.name(), TriggerEvent.class))
                .extracting(r -> r.value().getKind())
                .containsExactly(TriggerEventKind.HOLD_STARTED, TriggerEventKind.FIRED);
    }

    @Test
    void firesAHoldThatWasRunningWhenTheServiceStopped() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        try (TopologyBench after = new TopologyBench(directory.resolve("two"), 1, Sent.at(20))) {
            after.catalogue = bench.catalogue;
            after.restoreFrom(bench);
            after.driver.advanceWallClockTime(Duration.ofSeconds(9));
            assertThat(after.readRaw(TOPICS.requests.name())).isEmpty();

            after.driver.advanceWallClockTime(Duration.ofSeconds(1));

            bench.driver.advanceWallClockTime(Duration.ofSeconds(30));
            assertThat(after.read(TOPICS.requests.name(), RecoveryRequest.class))
                    .singleElement()
                    .satisfies(r -> assertThat(r.value())
                            .as("as if it had not stopped")
                            .isEqualTo(bench.read(TOPICS.requests.name(), RecoveryRequest.class)
                                    .getFirst()
                                    .value()));
        }
    }

    @Test
    void keepsNoTimerOfAHoldThatWasCancelledButWhenToForgetTheTarget() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.UP, 1));
        assertThat(bench.timers()).containsExactly(Sent.T0.plus(Duration.ofDays(8)));
    }

    @Test
    void forgetsATargetThatNothingIsHeardOfForDays() {
        bench.send(TOPICS.health.name(), "cart", health("cart", HealthStatus.UP, 0));
        bench.driver.advanceWallClockTime(Duration.ofDays(8).minusSeconds(1));
        assertThat(bench.states()).containsExactly("default/cart");
        bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(bench.states()).isEmpty();
        assertThat(bench.timers()).isEmpty();
        assertThat(bench.read(TOPICS.targets.name(), TargetHealth.class))
                .extracting(r -> r.value().getHealth())
                .containsExactly(HealthStatus.UP, HealthStatus.UNKNOWN);
    }

    @Test
    void timersFireInBoundedBatchesAfterAPauseAndNoneTwice() {
        bench.catalogue =
                catalogue(policy("slow", onHealth(null, "DOWN").holdFor(HOLD).done()));
        for (int i = 0; i < 2_500; i++) {
            bench.send(TOPICS.health.name(), "t" + i, health("t" + i, HealthStatus.DOWN, 0));
        }
        bench.driver.advanceWallClockTime(HOLD);
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(1_000);
        bench.driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(1_000);
        bench.driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(500);
        bench.driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(bench.readRaw(TOPICS.requests.name())).isEmpty();
    }

    @Test
    void missesAHeartbeatThatNeverBeganAlsoWhenTheServiceStoppedInBetween() {
        bench.catalogue = catalogue(policy("silent", NEVER));
        bench.driver.advanceWallClockTime(Duration.ofMillis(100));
        bench.driver.advanceWallClockTime(Duration.ofSeconds(19));
        try (TopologyBench after = new TopologyBench(directory.resolve("two"), 1, Sent.at(20))) {
            after.catalogue = bench.catalogue;
            after.restoreFrom(bench);
            after.driver.advanceWallClockTime(Duration.ofMillis(100));
            assertThat(after.readRaw(TOPICS.requests.name())).isEmpty();

            after.driver.advanceWallClockTime(Duration.ofSeconds(10));

            assertThat(after.read(TOPICS.requests.name(), RecoveryRequest.class))
                    .extracting(r -> r.value().getTarget())
                    .containsExactly("mail");
        }
    }

    @Test
    void ofTheBacklogOfAnOutageOnlyWhatIsFreshIsActedOn() {
        bench.catalogue = catalogue(policy("any", onHealth(null, "DOWN").done()));
        long outage = Duration.ofHours(6).toSeconds();
        for (int i = 0; i < 2_000; i++) {
            String target = "stale-" + i % 100;
            bench.send(TOPICS.health.name(), target, health(target, HealthStatus.DOWN, i - outage));
        }
        for (int i = 0; i < 20; i++) {
            bench.send(TOPICS.health.name(), "fresh-" + i, health("fresh-" + i, HealthStatus.DOWN, 0));
        }
        bench.driver.advanceWallClockTime(Duration.ofMinutes(2));

        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class))
                .hasSize(20)
                .allSatisfy(request -> assertThat(request.value().getTarget()).startsWith("fresh-"));
        assertThat(bench.read(TOPICS.triggerEvents.name(), TriggerEvent.class))
                .as("each stale target is told of once, not once per signal")
                .hasSize(100)
                .allSatisfy(event -> assertThat(event.value().getKind()).isEqualTo(TriggerEventKind.EXPIRED));
    }
}
