package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.policy.Trigger.Warning;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerLanguageTest {
    private final PolicyReader reader = new PolicyReader();

    @Test
    void readsSeveralSignalsThatAreAllNeeded() {
        Trigger trigger = good("""
                - all: [{alert: {name: A, minSeverity: error}}, {anomaly: {metric: m}}, {health: {}}]
                  within: 5m
                  holdFor: 1m
                  warn: {after: 10s, notify: oncall}""");
        assertThat(trigger.shape()).isEqualTo(Shape.ALL);
        assertThat(trigger.patterns())
                .extracting(SignalPattern::source)
                .containsExactly(Source.ALERT, Source.ANOMALY, Source.HEALTH);
        assertThat(trigger.patterns().getFirst().minSeverity()).isEqualTo(SeverityRank.ERROR);
        assertThat(trigger.patterns().getLast().states()).containsExactly("DOWN");
        assertThat(trigger.within()).isEqualTo(Duration.ofMinutes(5));
        assertThat(trigger.holdFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trigger.warn()).isEqualTo(new Warning(Duration.ofSeconds(10), "oncall"));
    }

    @Test
    void readsSeveralSignalsThatAreCountedTogether() {
        Trigger trigger = good("- {any: [{alert: {name: A}}, {health: {service: s}}], count: 4, within: 2m}");
        assertThat(trigger.shape()).isEqualTo(Shape.ANY);
        assertThat(trigger.count()).isEqualTo(4);
        assertThat(trigger.holdFor()).as("several signals hold at once").isZero();
    }

    @Test
    void takesWhateverMatchesForAHeartbeat() {
        Trigger health = good("- {absent: {health: {service: s}}, for: 2m}");
        assertThat(health.shape()).isEqualTo(Shape.ABSENT);
        assertThat(health.holdFor()).isEqualTo(Duration.ofMinutes(2));
        assertThat(health.patterns().getFirst().states())
                .containsExactlyInAnyOrder("UP", "DEGRADED", "DOWN", "UNKNOWN");
        assertThat(good("- {absent: {alert: {name: Watchdog}}, for: 2m}")
                        .patterns()
                        .getFirst()
                        .states())
                .containsExactlyInAnyOrder("FIRING", "RESOLVED");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                bad("- {alert: {name: A}, health: {}}", "/spec/on/0", "exactly one of", "'all: [...]'"),
                bad("- {within: 5m}", "/spec/on/0", "exactly one of", "health: {service: payments}"),
                bad("- {health: {service: s}, holdFor: 5s}", "/spec/on/0/holdFor", "within health", "Move it"),
                bad("- {health: {service: s}, for: 5s}", "/spec/on/0/for", "within health", "'holdFor'"),
                bad("- {absent: {health: {service: s}}}", "/spec/on/0/for", "for beside absent", "'for: 2m'"),
                bad(
                        "- {absent: {health: {service: s}}, holdFor: 2m}",
                        "/spec/on/0/holdFor",
                        "only expect, for, warn",
                        "'for'"),
                bad(
                        "- {absent: {health: {service: s}}, for: 2m, expect: [g/t]}",
                        "/spec/on/0/expect/0",
                        "g/t is of service 't' and absent waits for 's'",
                        "group/service"),
                bad("- {absent: {health: {service: s}}, for: 2m, expect: [s]}", "/spec/on/0/expect/0", "", ""),
                bad(
                        "- {health: {service: s}, expect: [g/s]}",
                        "/spec/on/0/expect",
                        "within health",
                        "belongs to absent"),
                bad(
                        "- {all: [{health: {}}, {alert: {name: A}}], count: 2}",
                        "/spec/on/0/count",
                        "beside all",
                        "Remove"),
                bad("- {all: [{health: {}}]}", "/spec/on/0/all", "a list of 2 to 20 signals", ""),
                bad("- {any: [{recovery: {name: r}}]}", "/spec/on/0/any/0/recovery", "health, alert, anomaly", ""),
                bad("- {any: [{health: {}, alert: {}}]}", "/spec/on/0/any/0", "one of health, alert", "list for each"),
                bad("- {any: [{health: {}}], within: 5m}", "/spec/on/0/within", "count (2 or more)", "'all'"),
                bad(
                        "- {all: [{health: {service: a}}, {alert: {service: b}}]}",
                        "/spec/on/0/all/1/alert/service",
                        "about one target",
                        "same service"),
                bad(
                        "- {health: {service: s, holdFor: 30s, warn: {after: 30s, notify: x}}}",
                        "/spec/on/0/health/warn/after",
                        "a warning before it acts",
                        "holdFor longer"),
                bad(
                        "- {alert: {name: A, warn: {after: 0s, notify: x}}}",
                        "/spec/on/0/alert/warn/after",
                        "a warning before it acts",
                        ""),
                bad("- {health: {service: s, warn: {after: 3s}}}", "/spec/on/0/health/warn/notify", "notify", ""),
                bad(
                        "- {alert: {severity: critical, minSeverity: error}}",
                        "/spec/on/0/alert/minSeverity",
                        "severity or minSeverity",
                        "that and worse"),
                bad("- {alert: {minSeverity: bad}}", "/spec/on/0/alert/minSeverity", "info, warning, error", "one of"),
                bad(
                        "- {alert: {where: \"signal.score > 0.5\"}}",
                        "/spec/on/0/alert/where",
                        "undefined field 'score' of a signal of kind alert",
                        "signal has kind, labels"),
                bad("- {health: {where: \"signal.severity == 'x'\"}}", "/spec/on/0/health/where", "'severity'", ""),
                bad(
                        "- {any: [{anomaly: {where: \"signal.scroe > 0.5\"}}]}",
                        "/spec/on/0/any/0/anomaly/where",
                        "'scroe'",
                        "Did you mean 'score'?"),
                bad("- {absent: {alert: {where: \"signal.name\"}}, for: 2m}", "/spec/on/0/absent/alert/where", "", ""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsPlaceAndMend(String trigger, String field, String message, String mend) {
        PolicyReading reading = reader.read("p.yaml", policy(trigger));
        assertThat(reading.documents()).isEmpty();
        assertThat(reading.problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
            assertThat(problem.mend()).contains(mend);
            assertThat(problem.line()).isGreaterThanOrEqualTo(5);
        });
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                doubt("- {recovery: {name: r, holdFor: 5s}}", "/spec/on/0/recovery/holdFor", "no meaning"),
                doubt("- {recovery: {name: r, count: 3, within: 5s}}", "/spec/on/0/recovery/count", "no meaning"),
                doubt("- {health: {service: s, status: UP}}", "/spec/on/0/health", "never acted on"),
                doubt("- {anomaly: {metric: m, holdFor: 6m}}", "/spec/on/0/anomaly/holdFor", "not repeated"),
                doubt("- {health: {service: s, count: 3, within: 1m}}", "/spec/on/0/health/count", "left at 30s"),
                doubt("- {alert: {name: A, count: 300, within: 1m}}", "/spec/on/0/alert/count", "At most 200"),
                doubt("- {absent: {health: {service: s}}, for: 30s}", "/spec/on/0/for", "is short"),
                doubt("- {any: [{alert: {name: A}}, {health: {}}]}", "/spec/on/0", "every target"),
                doubt("- {absent: {health: {}}, for: 5m}", "/spec/on/0", "every target"));
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aDoubtIsAWarning(String trigger, String field, String message) {
        PolicyReading reading = reader.read("p.yaml", policy(trigger));
        assertThat(reading.hasErrors()).isFalse();
        assertThat(reading.problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void ofAllPartsOneThatNamesSomethingIsEnough() {
        assertThat(reader.read("p.yaml", policy("- {all: [{alert: {name: A}}, {health: {}}]}"))
                        .problems())
                .isEmpty();
    }

    private static Arguments bad(String trigger, String field, String message, String mend) {
        return Arguments.of(trigger, field, message, mend);
    }

    private static Arguments doubt(String trigger, String field, String message) {
        return Arguments.of(trigger, field, message);
    }

    private Trigger good(String trigger) {
        PolicyReading reading = reader.read("p.yaml", policy(trigger));
        assertThat(reading.problems()).isEmpty();
        return ((RecoveryPolicy) List.copyOf(reading.documents()).getFirst())
                .policy()
                .on()
                .getFirst();
    }

    private static String policy(String trigger) {
        return """
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: p}
                spec:
                  on:
                %s
                  mode: auto
                  steps: [{run: exec/a}]
                """.formatted(trigger.indent(4).stripTrailing());
    }
}
