package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.schemas.HealthStatus.DOWN;
import static io.recoverymesh.schemas.HealthStatus.UP;
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

import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Explanation.Considered;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final Bench bench = new Bench(catalogue(
            policy(
                    "held",
                    onHealth("payments", "DOWN").holdFor(Duration.ofSeconds(30)).done()),
            policy("byName", onAlert("Errors").service("orders").done()),
            policy("byWhere", onAnomaly("latency").where("signal.score > 0.9").done()),
            policy(
                    "failing",
                    onAnomaly("latency").where("signal.severity == 'x'").done())));

    @Test
    void namesTheConditionThatDecided() {
        Explanation explanation = explain(anomaly("payments", "latency", 0.5, 0), null);
        assertThat(explanation.policies()).isEqualTo(4);
        assertThat(explanation.candidates())
                .extracting(Considered::policy, Considered::condition, Considered::matched)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("byWhere", "where", false),
                        org.assertj.core.groups.Tuple.tuple("failing", "where", false));
        assertThat(explanation.candidates()).anySatisfy(c -> assertThat(c.reason())
                .isEqualTo("Expected 'signal.score > 0.9' to be true, but it is false"));
        assertThat(explanation.requests()).isEmpty();
    }

    @Test
    void saysWhatWouldFollowAndChangesNothing() {
        Explanation explanation = explain(health("payments", DOWN, 0), null);
        assertThat(explanation.health()).isEqualTo("DOWN");
        assertThat(explanation.events()).extracting(Explanation.Event::kind).containsExactly("HOLD_STARTED");
        assertThat(explanation.before().health()).isNull();
        assertThat(explanation.after().episode()).isNotNull();
        assertThat(explanation.remaining()).singleElement().satisfies(trigger -> {
            assertThat(trigger.policy()).isEqualTo("held");
            assertThat(trigger.stands()).isEqualTo("holds until " + at(30));
        });
        assertThat(bench.store).isEmpty();
    }

    @Test
    void comparesAPolicyThatTheIndexLeavesOutWhenAsked() {
        assertThat(explain(firing("cart", "Errors", 0, 0), null).candidates()).isEmpty();
        assertThat(explain(firing("cart", "Errors", 0, 0), "byName").candidates())
                .singleElement()
                .satisfies(c -> assertThat(c.reason()).isEqualTo("Expected service orders, but it is cart"));
    }

    @Test
    void goodNewsTriggersNothingAndSaysSo() {
        assertThat(explain(health("payments", UP, 0), "held").candidates())
                .singleElement()
                .satisfies(c -> assertThat(c.reason()).isEqualTo("Expected state DOWN, but it is UP"));
    }

    private Explanation explain(SpecificRecord record, @Nullable String policy) {
        Signal signal = Signal.of(record);
        return Explanation.of(bench.state(signal.target().key()), signal, bench.catalogue, signal.observedAt(), policy);
    }
}
