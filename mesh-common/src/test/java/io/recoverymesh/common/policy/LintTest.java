package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that are valid and can never act, or never help: each gets one warning that explains itself. */
class LintTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "guard: {cooldown: 5m, limits: [20/10m]} | /spec/guard/limits/0 | The limit 20/10m can never be reached: cooldown (5m) and back-off (1m) admit at most 11 in 10m",
                "guard: {limits: [8/1h], groupLimits: [20/1h]} | /spec/guard/limits/0 | The limit 8/1h can never be reached: serviceLimits 7/1d (the default) is stricter, for more targets",
                "guard: {limits: [3/30m], serviceLimits: [50/10m], groupLimits: [9/10m]} | /spec/guard/serviceLimits/0 | The limit 50/10m can never be reached: groupLimits 9/10m is stricter",
                "guard: {serviceLimits: [2/10m]} | /spec/guard/breaker/minimum | it cannot open within 10m",
                "steps: [{run: exec, timeout: 3m}, {run: exec, timeout: 3m}] | /spec/guard/cooldown | shorter than the steps may take (6m by their timeouts)",
                "on: [{alert: {name: A, count: 3, within: 10m}}], verify: {within: 11m} | /spec/on/0/alert/within | This trigger looks back 10m, longer than the cooldown of 5m",
                "on: [{alert: {name: A, count: 3, within: 5m}}] | /spec/verify/within | shorter than stableFor (30s) and the look-back of the alert (5m) together",
                "on: [{alert: {name: A, holdFor: 10m}}], verify: {within: 11m} | /spec/on/0/alert/holdFor | This trigger looks back 10m, longer than the cooldown of 5m",
                "repeat: {max: 3, within: 4m} | /spec/repeat/within | each iteration is verified for 5m: no second iteration can begin",
                "repeat: {max: 9, within: 10m} | /spec/repeat/within | at most 3 of 9 iterations can begin",
                "mode: approve, approve: {timeout: 1h} | /spec/approve/timeout | the request is too old after 15m (guard.maxEventAge): a later approval is in vain",
                "approve: {roles: [lead]} | /spec/approve | Nobody is asked before this policy runs",
                "objective: {rto: 50s} | /spec/objective/rto | can never be met: holdFor (30s) and verify.stableFor (30s) alone take longer",
                "steps: [{run: exec, undo: {run: exec}}] | /spec/steps/0/undo | This undo never runs: spec.onFailure is halt",
                "onFailure: compensate | /spec/onFailure | no step has an undo: there is nothing that it could take back",
                "steps: [{approve: {}}] | /spec/steps/0/approve | This approval names no roles",
                "steps: [{approve: {roles: [x]}, onFailure: continue}] | /spec/steps/0/onFailure | the plan goes on after a person's no, too",
                "escalate: [{notify: a}, {notify: b}, {after: 0s, notify: a}] | /spec/escalate/2 | 'a' is told twice at the same time",
                "mode: observe, escalate: [{notify: a}] | /spec/escalate | Nobody is ever told: with mode observe",
                "on: [{alert: {name: A, labels: {pod_uid: x}}}] | /spec/on/0/alert/labels/pod_uid | looks like an id that is new each time",
                "on: [{alert: {name: A, labels: {pod: payments-7f9c5d8b6-x8k2p}}}] | /spec/on/0/alert/labels/pod | looks like an id that is new each time",
                "on: [{health: {service: s, instance: 0b5c3d1e-1111-2222-3333-444455556666}}] | /spec/on/0/health/instance | once it has changed, this trigger never matches again",
                "on: [{alert: {name: A, where: \"signal.labels.request_id == 'x'\"}}] | /spec/on/0/alert/where | looks like an id that is new each time",
                "steps: [{run: http, with: {headers: {Idempotency-Key: '${signal.labels.request-id}'}}}] | /spec/steps/0/with/headers/Idempotency-Key | its receiver cannot tell a repetition from another request",
                "steps: [{id: a, run: exec, on: {failed: b}}, {id: b, run: exec}, {id: c, run: exec, after: a}, {id: d, run: exec, after: [b, c]}] | /spec/steps/3/after | 'd' can never begin: it waits for steps of which some run only when 'a' succeeded and others only when it did not"
            })
    void saysWhatCanNeverHappen(String spec, String field, String message) {
        assertThat(new PolicyReader().read("f.yaml", policy(spec)).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(PolicyProblem.Severity.WARNING);
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.mend()).isNotBlank();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guard: {limits: [11/10m], serviceLimits: [99/1d], groupLimits: [99/1d], cooldown: 5m}",
                "guard: {limits: [3/10m, 5/1h]}",
                "steps: [{run: exec, timeout: 3m}, {run: exec, timeout: 3m, after: []}]",
                "steps: [{run: exec, timeout: 3m}, {approve: {roles: [x]}}, {await: {}}]",
                "repeat: {max: 3, within: 10m}",
                "repeat: {max: 3}",
                "mode: approve, approve: {timeout: 15m}",
                "objective: {rto: 1m}",
                "onFailure: compensate, steps: [{run: exec, undo: {run: exec}}]",
                "on: [{alert: {name: A, labels: {pod: payments-0, cluster: eu-cluster01-store}}}]",
                "on: [{alert: {name: A, where: \"!has(signal.labels.trace_id)\"}}]",
                "on: [{health: {service: s, instance: 10.0.0.1:8080}}]",
                "steps: [{run: http, with: {headers: {Idempotency-Key: '${recovery.id}'}}}]",
                "steps: [{id: a, run: exec, on: {failed: b}}, {id: b, run: exec}, {id: c, run: exec, after: a},"
                        + " {id: d, run: exec, after: {any: [b, c]}}]",
                "steps: [{id: a, run: exec, on: {failed: b, timedOut: c}}, {id: b, run: exec}, {id: c, run: exec},"
                        + " {id: d, run: exec, after: {any: [b, c]}}, {id: e, run: exec, after: d}]",
                "steps: [{id: a, run: exec, after: [], on: {failed: b}, maxVisits: 3}, {id: b, run: exec,"
                        + " on: {succeeded: a}}, {id: c, run: exec, after: a}]"
            })
    void isSilentWhereAllIsWell(String spec) {
        assertThat(new PolicyReader().read("f.yaml", policy(spec)).problems()).isEmpty();
    }

    @Test
    void aValidPolicyWithDoubtsIsLoaded() {
        assertThat(new PolicyReader()
                        .read("f.yaml", policy("onFailure: compensate"))
                        .documents())
                .hasSize(1);
    }

    private static String policy(String spec) {
        String defaults = (spec.contains("mode:") ? "" : "mode: auto, ")
                + (spec.startsWith("on:") ? "" : "on: [{health: {service: s}}], ")
                + (spec.contains("steps:") ? "" : "steps: [{run: exec}], ");
        return "{apiVersion: recovery.mesh/v1, kind: Recovery, metadata: {name: a}, spec: {" + defaults + spec + "}}";
    }
}
