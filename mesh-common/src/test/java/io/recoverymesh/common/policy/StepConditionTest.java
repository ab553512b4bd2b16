package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.policy.Condition.Match;
import io.recoverymesh.common.policy.Condition.NoMatch;
import io.recoverymesh.common.policy.Condition.Undecided;
import io.recoverymesh.common.policy.StepCondition.Scope;
import io.recoverymesh.common.target.TargetRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepConditionTest {
    private static final Scope SCOPE = new Scope(
            Map.of("kind", "HEALTH", "name", "probe", "state", "DOWN", "labels", Map.of("team", "payments")),
            TargetRef.of("eu", "payments/1"),
            "DEGRADED",
            Map.of("look", """
                    {"process": "gone", "free": 12, "load": 0.5, "deep": {"list": [1, 2, {"x": null}]}, "big": 1e30}""", "re-check", "[true, \"a\"]", "word", "no json at all"),
            Map.of("look", "SUCCEEDED", "re-check", "FAILED"),
            2,
            1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outputs.look.process == 'gone'",
                "outputs.look.free > 10 && outputs.look.free <= 12.0 && outputs.look.load < 1",
                "outputs.look.deep.list[1] == 2 && outputs.look.deep.list[2].x == null",
                "outputs['re-check'][0] && outputs['re-check'][1] == 'a'",
                "outputs.word == 'no json at all' && outputs.look.big > 5",
                "steps.look == 'SUCCEEDED' && steps['re-check'] in ['FAILED', 'SKIPPED']",
                "has(steps.look) && !has(steps.word) && !has(outputs.look.nothing)",
                "iteration == 2 && visit == 1 && iteration + visit == 3",
                "target.health == 'DEGRADED' && target.instance == '1' && signal.labels.team == 'payments'",
                "steps.exists(s, steps[s] == 'FAILED')",
                "'look' in outputs"
            })
    void matches(String when) {
        assertThat(Conditions.compileWhen(when).evaluate(SCOPE)).isInstanceOf(Match.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outputs.other.x == 1          | key 'other' is not present",
                "outputs.look.nothing == 1     | key 'nothing' is not present",
                "steps.later == 'SUCCEEDED'    | key 'later' is not present",
                "signal.severity == 'critical' | key 'severity' is not present",
                "outputs.look.process > 5      | No matching overload"
            })
    void whatIsNotThereIsUndecidedAndSaysWhat(String when, String reason) {
        assertThat(Conditions.compileWhen(when).evaluate(SCOPE))
                .isInstanceOfSatisfying(Undecided.class, undecided -> assertThat(undecided.reason())
                        .containsIgnoringCase(reason));
    }

    @Test
    void anUnknownHealthIsMissingAndNotDown() {
        Scope unknown = new Scope(Map.of(), SCOPE.target(), null, Map.of(), Map.of(), 1, 1);
        assertThat(Conditions.compileWhen("has(target.health)").evaluate(unknown))
                .isInstanceOf(NoMatch.class);
        assertThat(Conditions.compileWhen("target.health == 'UP'").evaluate(unknown))
                .isInstanceOf(Undecided.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iteration == 'a'            | found no matching overload for '_==_'",
                "steps.a == 1                | found no matching overload for '_==_'",
                "target.healt == 'UP'        | at column 7: undefined field 'healt'",
                "output.a.x                  | undeclared reference to 'output'",
                "iteration                   | expected type 'bool' but found 'int'"
            })
    void refusesWhatDoesNotTypeCheck(String when, String message) {
        assertThatThrownBy(() -> Conditions.compileWhen(when))
                .isInstanceOf(ConditionException.class)
                .hasMessageStartingWith("Expected a condition (CEL) over signal, target, outputs, steps, iteration and")
                .hasMessageContaining(message);
    }

    @Test
    void theConditionOfATriggerKnowsNothingOfSteps() {
        for (String where : new String[] {"steps.a == 'FAILED'", "iteration == 1", "target.health == 'UP'"}) {
            assertThatThrownBy(() -> Conditions.compile(where)).isInstanceOf(ConditionException.class);
        }
    }

    @Test
    void tellsTheStepsItSpeaksOf() {
        StepCondition condition = Conditions.compileWhen(
                "outputs.a.b.c == 1 && outputs.a.d || 'x-y' in outputs || steps.b == 'FAILED' || steps['c'] == ''");
        assertThat(condition.outputs()).containsExactlyInAnyOrder("a", "x-y");
        assertThat(condition.steps()).containsExactlyInAnyOrder("b", "c");
        assertThat(condition)
                .hasToString(
                        "outputs.a.b.c == 1 && outputs.a.d || 'x-y' in outputs || steps.b == 'FAILED' || steps['c'] == ''");
    }
}
