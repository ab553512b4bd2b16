package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Policy.OnFailure;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.policy.Step.Join;
import io.recoverymesh.common.policy.Step.Result;
import io.recoverymesh.common.policy.Step.Safety;
import io.recoverymesh.common.policy.Step.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanReadingTest {
    private final PolicyReader reader = new PolicyReader();

    @Test
    void readsEveryKindOfStep() {
        List<Step> steps = steps("""
                - {id: act, run: http/call, with: {a: 1}, undo: {run: http/back, timeout: 5s, safety: idempotent, retry: {attempts: 4}}}
                - {approve: {roles: [operator, lead], timeout: 3m}}
                - {await: {health: DEGRADED, target: db/1, within: 2m}}
                - {notify: oncall, text: "hello ${target.name}", timeout: 4s}
                """);
        assertThat(steps).extracting(Step::id).containsExactly("act", "approve", "await", "notify");
        Work.Run run = (Work.Run) steps.get(0).work();
        assertThat(run.call().action()).isEqualTo("call");
        assertThat(run.undo()).isNotNull().satisfies(undo -> {
            assertThat(undo.handler()).isEqualTo("http");
            assertThat(undo.action()).isEqualTo("back");
            assertThat(undo.timeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(undo.safety()).isEqualTo(Safety.IDEMPOTENT);
            assertThat(undo.retry().attempts()).isEqualTo(4);
        });
        assertThat(steps.get(1).work()).isEqualTo(new Work.Approve(List.of("operator", "lead"), Duration.ofMinutes(3)));
        assertThat(steps.get(2).work()).isEqualTo(new Work.Await("DEGRADED", "db/1", Duration.ofMinutes(2)));
        assertThat(steps.get(3).work())
                .isEqualTo(new Work.Notify("oncall", "hello ${target.name}", Duration.ofSeconds(4)));
    }

    @Test
    void readsEveryWayToWriteAfter() {
        List<Step> steps = steps("""
                - {id: a, run: exec}
                - {id: b, run: exec}
                - {id: c, run: exec, after: []}
                - {id: d, run: exec, after: a}
                - {id: e, run: exec, after: [a, b]}
                - {id: f, run: exec, after: {all: [a, c]}}
                - {id: g, run: exec, after: {any: [a, b]}}
                - {id: h, run: exec, after: {quorum: 2, of: [a, b, c]}}
                """);
        assertThat(steps)
                .extracting(Step::after)
                .containsExactly(
                        new Join(Join.Kind.ALL, 0, List.of()),
                        new Join(Join.Kind.ALL, 1, List.of("a")),
                        new Join(Join.Kind.ALL, 0, List.of()),
                        new Join(Join.Kind.ALL, 1, List.of("a")),
                        new Join(Join.Kind.ALL, 2, List.of("a", "b")),
                        new Join(Join.Kind.ALL, 2, List.of("a", "c")),
                        new Join(Join.Kind.ANY, 1, List.of("a", "b")),
                        new Join(Join.Kind.QUORUM, 2, List.of("a", "b", "c")));
    }

    @Test
    void aStepThatAnEdgeNamesIsEnteredByEdgesOnlyUnlessItSaysAfter() {
        List<Step> steps = steps("""
                - {id: a, run: exec, on: {failed: c, timedOut: d, succeeded: b}, maxVisits: 3}
                - {id: b, run: exec, after: a}
                - {id: c, run: exec}
                - {id: d, run: exec, when: "visit == 1"}
                - {id: e, run: exec}
                """);
        assertThat(steps.get(0).on())
                .isEqualTo(Map.of(Result.FAILED, "c", Result.TIMED_OUT, "d", Result.SUCCEEDED, "b"));
        assertThat(steps.get(0).maxVisits()).isEqualTo(3);
        assertThat(steps.get(1).after()).isEqualTo(new Join(Join.Kind.ALL, 1, List.of("a")));
        assertThat(steps.get(2).after()).isNull();
        assertThat(steps.get(3).after()).isNull();
        assertThat(steps.get(3).when()).isEqualTo("visit == 1");
        assertThat(steps.get(4).after()).isEqualTo(new Join(Join.Kind.ALL, 1, List.of("d")));
    }

    @Test
    void whatAStepsFailureDoesWhereItIsSilent() {
        String steps = "[{run: exec}, {approve: {}}, {await: {}}, {notify: oncall}, {run: exec, onFailure: halt}]";
        assertThat(onFailure("steps: " + steps))
                .containsExactly(OnFailure.HALT, OnFailure.HALT, OnFailure.HALT, OnFailure.CONTINUE, OnFailure.HALT);
        assertThat(onFailure("onFailure: compensate, steps: " + steps))
                .containsExactly(OnFailure.HALT, OnFailure.HALT, OnFailure.HALT, OnFailure.CONTINUE, OnFailure.HALT);
        assertThat(onFailure("onFailure: continue, steps: " + steps))
                .as("a person's no is never passed over silently")
                .containsExactly(
                        OnFailure.CONTINUE, OnFailure.HALT, OnFailure.CONTINUE, OnFailure.CONTINUE, OnFailure.HALT);
    }

    @Test
    void readsRepeatFallbackApprovalAndCompensation() {
        Policy policy = policy("mode: approve, approve: {roles: [lead], timeout: 1h}, onFailure: compensate,"
                + " repeat: {max: 3, within: 10m}, fallback: other, steps: [{run: exec}]");
        assertThat(policy.approval()).isEqualTo(new Policy.Approval(List.of("lead"), Duration.ofHours(1)));
        assertThat(policy.onFailure()).isEqualTo(OnFailure.COMPENSATE);
        assertThat(policy.repeat()).isEqualTo(new Policy.Repeat(3, Duration.ofMinutes(10)));
        assertThat(policy.fallback()).isEqualTo("other");
        Policy silent = policy("repeat: {max: 2}, steps: [{run: exec}]");
        assertThat(silent.approval()).isEqualTo(new Policy.Approval(List.of(), Duration.ofMinutes(15)));
        assertThat(silent.repeat()).isEqualTo(new Policy.Repeat(2, null));
        assertThat(silent.fallback()).isNull();
    }

    private List<Step> steps(String yaml) {
        return read("apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: a}\nspec:\n"
                        + "  mode: auto\n  on: [{health: {service: s}}]\n  steps:\n" + yaml.indent(2))
                .steps();
    }

    private List<OnFailure> onFailure(String spec) {
        return policy(spec).steps().stream().map(Step::onFailure).toList();
    }

    private Policy policy(String spec) {
        return read("{apiVersion: recovery.mesh/v1, kind: Recovery, metadata: {name: a}, spec: {on: [{health: {service:"
                + " s}}], " + spec + "}}");
    }

    private Policy read(String yaml) {
        PolicyReading reading = reader.read("f.yaml", yaml);
        assertThat(reading.hasErrors()).as(reading.problems().toString()).isFalse();
        RecoveryPolicy document = (RecoveryPolicy) reading.documents().getFirst();
        assertThat(reader.policy(document.canonical())).isEqualTo(document.policy());
        return document.policy();
    }
}
