package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.recoverymesh.common.policy.PolicyProblem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that cannot be run: each mistake with its place, what was expected, and the mend. */
class BadPlanTest {
    private static final String HEAD = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: a}
            spec:
              mode: auto
              on: [{health: {service: s}}]
            """;

    /** Each: the steps from line 8 on, and all of the errors that they get, as {@code line field: sentence}. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "{id: drain, run: exec}\n{id: restart, run: exec, after: drian}",
                        List.of("9 /spec/steps/1/after: Expected the id of a step of this plan, but there is no step"
                                + " 'drian'. Did you mean 'drain'?")),
                arguments(
                        "{id: a, run: exec, on: {failed: page}}",
                        List.of("8 /spec/steps/0/on/failed: Expected the id of a step of this plan, but there is no"
                                + " step 'page'. Name one of the steps")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: {quorum: 3, of: [a, c]}}",
                        List.of(
                                "9 /spec/steps/1/after/quorum: Expected quorum to be at most the number of steps in of"
                                        + " (2), but it is 3: this step could never begin. Make quorum smaller",
                                "9 /spec/steps/1/after/of/1: Expected the id of a step of this plan, but there is no"
                                        + " step 'c'")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: {any: [a], all: [a]}}",
                        List.of("9 /spec/steps/1/after: Expected exactly one of all, any, quorum in after, but got all"
                                + " and any. Write {all: [...]}, {any: [...]} or {quorum: 2, of: [...]}")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: {}}",
                        List.of("9 /spec/steps/1/after: Expected exactly one of all, any, quorum in after, but got"
                                + " none")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: {quorum: 1}}",
                        List.of("9 /spec/steps/1/after/quorum: Expected of beside quorum")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: {all: [a], of: [a]}}",
                        List.of("9 /spec/steps/1/after/of: Expected quorum beside of")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, after: [a, a]}",
                        List.of("9 /spec/steps/1/after/1: Expected each step once in after, but 'a' is there twice")),
                arguments(
                        "{id: a, run: exec, after: b}\n{id: b, run: exec, after: a}",
                        List.of(
                                "8 /spec/steps/0/after: Expected no step to wait for itself, but after leads in a"
                                        + " circle: a → b → a. Remove one of these; to go back, use an edge (on)",
                                "9 /spec/steps/1/after: Expected no step to wait for itself")),
                arguments(
                        "{id: a, run: exec, after: a}",
                        List.of("8 /spec/steps/0/after: Expected no step to wait for itself, but after leads in a"
                                + " circle: a → a")),
                arguments(
                        "{id: a, run: exec, after: []}\n{id: b, run: exec, on: {failed: a}}",
                        List.of("9 /spec/steps/1/on/failed: Expected every circle to have a bound above 1, but 'a' has"
                                + " maxVisits 1 and edges lead in a circle: a → b → a. Write 'maxVisits: 3' (or as"
                                + " often as it may begin) at 'a'")),
                arguments(
                        "{id: a, run: exec, maxVisits: 2}\n{id: b, run: exec, on: {failed: a}}",
                        List.of("8 /spec/steps/0: Expected a way to every step, but 'a' is entered by edges only, from"
                                + " 'b', and nothing leads there first. Write 'after: []' to begin with it")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, on: {failed: c}, after: c}\n{id: c, run: exec}",
                        List.of(
                                "9 /spec/steps/1/on/failed: Expected every circle to have a bound above 1",
                                "10 /spec/steps/2: Expected a way to every step, but 'c' is entered by edges only, from"
                                        + " 'b'")),
                arguments(
                        "{id: a, run: exec}\n{id: a, run: http}",
                        List.of("9 /spec/steps/1/id: Expected every step to have its own id, but 'a' is also the id of"
                                + " step 1")),
                arguments(
                        "{id: a, run: exec, approve: {}}",
                        List.of("8 /spec/steps/0: Expected exactly one of run, approve, await, notify, but got run and"
                                + " approve. Make them two steps")),
                arguments("{id: a}", List.of("8 /spec/steps/0: Expected exactly one of run, approve, await, notify")),
                arguments("{id: a, rn: exec}", List.of("8 /spec/steps/0/rn: Expected one of the fields id, run,")),
                arguments(
                        "{approve: {roles: [x]}, undo: {run: exec}, timeout: 5m}",
                        List.of(
                                "8 /spec/steps/0/timeout: Expected timeout only beside run or notify, but this step has"
                                        + " approve. Write it as 'approve: {timeout: …}'",
                                "8 /spec/steps/0/undo: Expected undo only beside run, but this step has approve."
                                        + " Remove it: only what ran can be taken back")),
                arguments(
                        "{await: {}, retry: {attempts: 2}, timeout: 1m}",
                        List.of(
                                "8 /spec/steps/0/timeout: Expected timeout only beside run or notify, but this step has"
                                        + " await. Write it as 'await: {within: …}'",
                                "8 /spec/steps/0/retry: Expected retry only beside run, but this step has await")),
                arguments(
                        "{id: a, run: exec, on: {rejected: b}}\n{id: b, notify: x}",
                        List.of("8 /spec/steps/0/on/rejected: Expected the edge rejected only on a step that asks a"
                                + " person (approve), but this step has run. Remove it, or write failed")),
                arguments(
                        "{id: a, run: exec, when: 'signal.sevrity == \"x\"'}",
                        List.of("8 /spec/steps/0/when: Expected a condition (CEL) over signal, target, outputs, steps,"
                                + " iteration and visit, but at column 7: undefined field 'sevrity'. signal has kind")),
                arguments(
                        "{id: a, run: exec}\n{id: b, run: exec, when: 'steps.aa == \"FAILED\" && outputs.c.x > 1'}",
                        List.of("9 /spec/steps/1/when: Expected outputs.<step> to name a step of this plan, but there"
                                + " is no step 'c'")),
                arguments(
                        "{id: a, run: exec, when: 'outputs.b.x > 1'}\n{id: b, run: exec}",
                        List.of("8 /spec/steps/0/when: Expected outputs.<step> to name a step that ends before this one"
                                + " begins, but 'b' comes after it. Name a step that comes before")),
                arguments(
                        "{id: a, run: exec, with: {x: '${outputs.a.y}'}}",
                        List.of(
                                "8 /spec/steps/0/with/x: Expected ${outputs.<step>} to name a step that ends before this"
                                        + " one begins, but 'a' is this step itself")),
                arguments(
                        "{id: a.b, run: exec}\n{notify: x, text: '${outputs.a.b.c.d} ${steps.b}'}",
                        List.of("9 /spec/steps/1/text: Expected ${steps.<step>} to name a step of this plan, but there"
                                + " is no step 'b'")),
                arguments(
                        "{id: a, run: exec, undo: {run: exec, with: {x: '${target.nme}'}, retry: {backoff: 1m}}}",
                        List.of(
                                "8 /spec/steps/0/undo/retry/backoff: Expected max to be at least backoff",
                                "8 /spec/steps/0/undo/with/x: Expected a template of target.group")),
                arguments(
                        "{id: a, run: exec, undo: {with: {}}}",
                        List.of("8 /spec/steps/0/undo/run: Expected handler or handler/action, such as exec/restart,"
                                + " but 'run' is missing")),
                arguments(
                        "{id: a, run: exec, onFailure: compensate}",
                        List.of("8 /spec/steps/0/onFailure: Expected one of halt, continue, but got 'compensate'")),
                arguments(
                        "{id: a, run: exec, after: {any: b}, on: {}, maxVisits: 0}",
                        List.of(
                                "8 /spec/steps/0/after/any: Expected a list of 1 to 1000 ids of steps, but got 'b'",
                                "8 /spec/steps/0/on: Expected an object with succeeded, failed, timedOut, rejected",
                                "8 /spec/steps/0/maxVisits: Expected a whole number from 1 to 100, but got the number"
                                        + " 0")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsToldAtOnceWithPlaceAndMend(String steps, List<String> expected) {
        PolicyReading reading = new PolicyReader().read("f.yaml", plan(steps));
        assertThat(reading.documents()).isEmpty();
        List<PolicyProblem> errors = reading.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        assertThat(errors).hasSameSizeAs(expected).allSatisfy(error -> assertThat(error.mend())
                .isNotBlank());
        for (String sentence : expected) {
            assertThat(errors).anySatisfy(error -> assertThat(
                            error.line() + " " + error.field() + ": " + error.message() + ". " + error.mend())
                    .startsWith(sentence));
        }
    }

    @Test
    void whatRunsBesideAStepMayNotHaveEndedAndThatIsAWarning() {
        String beside = "{id: a, run: exec, after: []}\n{id: b, run: exec, after: [], when: '%s'}";
        assertThat(problems(plan(beside.formatted("steps.a == \"FAILED\""))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                    assertThat(problem.toString())
                            .contains(
                                    "9: WARNING at /spec/steps/1/when: 'a' runs beside this step: where it has not ended yet,"
                                            + " steps.<step> is missing and this step fails. Add it to 'after'");
                });
        assertThat(problems(plan(beside.formatted("has(steps.a) && steps.a == \"FAILED\""))))
                .isEmpty();
    }

    @Test
    void fallbacksAreDeclaredAndDoNotLeadInACircle() {
        assertThat(problems(policy("a", "fallback: a")))
                .singleElement()
                .asString()
                .contains("/spec/fallback: Expected no recovery to lead to itself, but fallbacks (and triggers) lead in"
                        + " a circle: a → a");
        Map<String, String> files = Map.of(
                "a", policy("a", "fallback: b"),
                "b", policy("b", "fallback: c"),
                "c", policy("c", "fallback: a"),
                "d", policy("d", "fallback: aa"));
        assertThat(new PolicyReader().readTogether(files, Map.of()).problems())
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .extracting(PolicyProblem::toString)
                .hasSize(4)
                .anySatisfy(p -> assertThat(p).contains("a:1: ERROR at /spec/fallback", "a → b → c → a"))
                .anySatisfy(p -> assertThat(p)
                        .contains("d:1: ERROR at /spec/fallback: Expected the name of a declared Recovery, but nothing"
                                + " declares 'aa': nothing would take over. Did you mean 'a'?"));
    }

    @Test
    void aFallbackThatItsOwnFailureTriggersIsACircle() {
        Map<String, String> files = Map.of(
                "a",
                policy("a", "fallback: b"),
                "b",
                policy("b", "mode: auto").replace("on: [", "on: [{recovery: {name: c}}, "),
                "c",
                policy("c", "mode: auto").replace("on: [", "on: [{recovery: {name: b, outcome: FAILED}}, "));
        assertThat(new PolicyReader().readTogether(files, Map.of()).problems())
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .extracting(PolicyProblem::file)
                .containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void theHandlerOfAnUndoIsAnnouncedToo() {
        String yaml =
                plan("{id: a, run: exec/do, undo: {run: exec/back}}").replace("mode", "onFailure: compensate\n  mode");
        assertThat(new PolicyReader()
                        .readTogether(Map.of("f", yaml), Map.of("exec", Set.of("do")))
                        .problems())
                .singleElement()
                .asString()
                .contains("/spec/steps/0/undo/run: Expected an action of the handler 'exec' (do), but got 'back'");
    }

    private static List<PolicyProblem> problems(String yaml) {
        return new PolicyReader().read("f.yaml", yaml).problems();
    }

    private static String policy(String name, String spec) {
        return "{apiVersion: recovery.mesh/v1, kind: Recovery, metadata: {name: " + name + "}, spec: {on: [{health:"
                + " {service: s-" + name + "}}], steps: [{run: exec}], "
                + (spec.startsWith("mode") ? "" : "mode: auto, ")
                + spec + "}}";
    }

    private static String plan(String steps) {
        return HEAD + "  steps:\n" + ("- " + steps.replace("\n", "\n- ")).indent(4);
    }
}
