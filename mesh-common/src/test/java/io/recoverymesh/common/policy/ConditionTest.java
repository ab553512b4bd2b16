package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.policy.Condition.Match;
import io.recoverymesh.common.policy.Condition.NoMatch;
import io.recoverymesh.common.policy.Condition.Undecided;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final TargetRef TARGET = TargetRef.of("eu", "payments/payments-1");
    private static final SignalSummary SIGNAL = SignalSummary.newBuilder()
            .setId("1")
            .setKind(SignalKind.ANOMALY)
            .setName("latency_p99")
            .setState("FIRING")
            .setScore(0.95)
            .setObservedAt(Instant.EPOCH)
            .setSource("detector")
            .setLabels(Map.of("team", "payments"))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signal.score > 0.9",
                "signal.score > 0",
                "signal.kind == 'ANOMALY' && signal.labels.team == 'payments'",
                "!has(signal.severity)",
                "target.group in ['eu', 'us'] && target.name == 'payments/payments-1'",
                "target.service == 'payments' && target.instance.startsWith('payments-')",
                "signal.severity == 'critical' || signal.state == 'FIRING'"
            })
    void matches(String where) {
        assertThat(Conditions.compile(where).evaluate(SIGNAL, TARGET)).isInstanceOf(Match.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signal.score < 0.9", "has(signal.labels.region)", "signal.name.matches('^cpu')"})
    void doesNotMatch(String where) {
        assertThat(Conditions.compile(where).evaluate(SIGNAL, TARGET)).isInstanceOf(NoMatch.class);
    }

    @ParameterizedTest
    @CsvSource({"signal.labels.region == 'eu', region", "signal.severity == 'critical', severity"})
    void aMissingKeyIsUndecidedAndSaysWhichKey(String where, String key) {
        assertThat(Conditions.compile(where).evaluate(SIGNAL, TARGET))
                .isEqualTo(new Undecided("key '" + key + "' is not present in map."));
    }

    @Test
    void endlessWorkIsCutShort() {
        String ten = "[0,1,2,3,4,5,6,7,8,9]";
        String where = (ten + ".all(%s, ").repeat(4).formatted("a", "b", "c", "d") + "true))))";
        assertThat(Conditions.compile(where).evaluate(SIGNAL, TARGET)).isInstanceOf(Undecided.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signal.sevrity == 'a'  | at column 7: undefined field 'sevrity'",
                "sinal.name == 'a'      | at column 1: undeclared reference to 'sinal'",
                "signal.name            | expected type 'bool' but found 'string'",
                "signal.name == 1       | found no matching overload for '_==_'",
                "signal.name ==         | mismatched input",
                "signal.score > 'a'     | found no matching overload"
            })
    void refusesWhatDoesNotTypeCheck(String where, String message) {
        assertThatThrownBy(() -> Conditions.compile(where))
                .isInstanceOf(ConditionException.class)
                .hasMessageStartingWith("Expected a condition (CEL) over signal and target, but")
                .hasMessageContaining(message);
    }

    @Test
    void refusesLongAndDeepConditions() {
        for (String where : new String[] {"a".repeat(3_000), "(".repeat(100) + "true" + ")".repeat(100), ""}) {
            assertThatThrownBy(() -> Conditions.compile(where)).isInstanceOf(ConditionException.class);
        }
    }
}
