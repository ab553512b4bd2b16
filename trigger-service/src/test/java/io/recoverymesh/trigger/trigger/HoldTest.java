package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DEGRADED;
import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
import static io.recoverymesh.schemas.TriggerEventKind.EXPIRED;
import static io.recoverymesh.schemas.TriggerEventKind.FIRED;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_CANCELLED;
import static io.recoverymesh.schemas.TriggerEventKind.HOLD_STARTED;
import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Declared.version;
import static io.recoverymesh.trigger.Sent.at;
import static io.recoverymesh.trigger.Sent.firing;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.Sent.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A condition that must last. */
class HoldTest {
    private static final String KEY = "default/payments";
    private static final Duration HOLD = Duration.ofSeconds(30);
    private final Bench holding = new Bench(catalogue(
            policy("restart", onHealth("payments", "DOWN").holdFor(HOLD).done())));

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
}
