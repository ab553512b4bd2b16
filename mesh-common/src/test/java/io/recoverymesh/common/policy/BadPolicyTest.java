package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.recoverymesh.common.policy.PolicyProblem.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadPolicyTest {
    private static final String HEAD = "apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: a}\nspec:\n";
    private static final String ON = "  on: [{health: {service: s}}]\n";
    private static final String STEPS = "  steps: [{run: exec}]\n";
    private static final String SERVICE = "apiVersion: recovery.mesh/v1\nkind: Service\nmetadata: {name: s}\nspec:\n";

    /** Each line: a document, and the whole of the one sentence that it gets. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        recovery(ON + STEPS + "  mod: auto\n"),
                        "f.yaml:7: ERROR at /spec/mod: Expected one of the fields mode, on, objective, guard, steps,"
                                + " onFailure, approve, verify, repeat, fallback, escalate, but got the unknown field"
                                + " 'mod'. Did you mean 'mode'?"),
                arguments(
                        recovery("  on: [{helth: {service: s}}]\n" + STEPS),
                        "f.yaml:5: ERROR at /spec/on/0/helth: Expected one of the fields health, alert, anomaly,"
                                + " recovery, any, all, absent, for, expect, holdFor, count, within, warn, but got the unknown field 'helth'. Did you mean 'health'?"),
                arguments(
                        recovery("  on:\n  - health:\n      service: s\n      holdFor: 30 sec\n" + STEPS),
                        "f.yaml:8: ERROR at /spec/on/0/health/holdFor: Expected a duration such as 500ms, 30s, 5m,"
                                + " 24h or 7d, but got '30 sec'. Write '30s'"),
                arguments(
                        recovery(ON + "  steps: [{run: exec, timeout: 30}]\n"),
                        "f.yaml:6: ERROR at /spec/steps/0/timeout: Expected a duration above zero such as 500ms, 30s,"
                                + " 5m, 24h or 7d, but got the number 30. Write the unit: 30s for seconds, 30m for minutes"),
                arguments(
                        recovery(ON + "  steps: [{run: exec, timeout: 0s}]\n"),
                        "f.yaml:6: ERROR at /spec/steps/0/timeout: Expected a duration above zero"),
                arguments(
                        recovery(ON + "  steps: [{run: exec, timeout: 5 months}]\n"),
                        "but got '5 months'. Write one of the units ms, s, m, h, d"),
                arguments(
                        recovery(ON + STEPS + "  guard: {limits: [3/30]}\n"),
                        "f.yaml:7: ERROR at /spec/guard/limits/0: Expected a limit such as 3/30m (at most 3 in any 30"
                                + " minutes), but got '3/30'"),
                arguments(
                        recovery(ON + STEPS + "  guard: {fleet: {maxUnhealthy: 40}}\n"),
                        "Expected a percentage from 1% to 100% such as 40%, but got the number 40. Write 40%"),
                arguments(
                        recovery(ON + STEPS + "  guard: {concurrency: {overflow: quue}}\n"),
                        "Expected one of drop, queue, replace, join, but got 'quue'. Did you mean 'queue'?"),
                arguments(
                        recovery(ON + STEPS + "  guard: {concurrency: {target: 2}}\n"),
                        "/spec/guard/concurrency/target: Expected 1: a target has at most one recovery at a time"),
                arguments(
                        recovery("  on: [{health: {service: s, status: [DOWN, down]}}]\n" + STEPS),
                        "f.yaml:5: ERROR at /spec/on/0/health/status/1: Expected one of UP, DEGRADED, DOWN, UNKNOWN,"
                                + " or a list of them, but got 'down'. Did you mean 'DOWN'?"),
                arguments(
                        recovery("  on: [{alert: {labels: {version: 1.10}}}]\n" + STEPS),
                        "but got the number 1.1. Put it in quotes: \"1.1\""),
                arguments(
                        recovery("  on: [{health: {service: s}, alert: {name: x}}]\n" + STEPS),
                        "f.yaml:5: ERROR at /spec/on/0: Expected exactly one of health, alert, anomaly, recovery, any,"
                                + " all, absent, but got health and alert. Write an entry for each"),
                arguments(
                        recovery("  on: [{health: {service: s, count: 3}}]\n" + STEPS),
                        "/spec/on/0/health/count: Expected within beside count, but there is only count: 3"),
                arguments(
                        recovery("  on: [{health: {service: s, within: 3m}}]\n" + STEPS),
                        "/spec/on/0/health/within: Expected count (2 or more) beside within, but there is none"),
                arguments(
                        recovery("  on: [{alert: {name: a, labels: {alertname: b}}}]\n" + STEPS),
                        "Expected the label alertname to equal name ('a'), but got 'b'"),
                arguments(
                        recovery("  on:\n  - health:\n      where: signal.sevrity == 'x'\n" + STEPS),
                        "f.yaml:7: ERROR at /spec/on/0/health/where: Expected a condition (CEL) over signal and target,"
                                + " but at column 7: undefined field 'sevrity'"),
                arguments(
                        recovery("  on: [{recovery: {name: a}}]\n" + STEPS),
                        "/spec/on/0/recovery/name: Expected no recovery to trigger itself, but 'is triggered by' leads"
                                + " in a circle: a → a"),
                arguments(
                        recovery(ON + "  steps:\n  - {id: x, run: exec}\n  - {id: x, run: exec}\n"),
                        "f.yaml:8: ERROR at /spec/steps/1/id: Expected every step to have its own id, but 'x' is also"
                                + " the id of step 1"),
                arguments(
                        recovery(ON + "  steps: [{id: x}]\n"),
                        "/spec/steps/0: Expected exactly one of run, approve, await, notify, but got none. Write what"
                                + " the step does, for instance 'run: exec/restart'"),
                arguments(
                        recovery(ON + "  steps: [{run: exec, retry: {backoff: 1m}}]\n"),
                        "/spec/steps/0/retry/backoff: Expected max to be at least backoff, but max is 30s and backoff"
                                + " is 1m"),
                arguments(
                        recovery(ON + "  steps: [{run: exec, with: {a: ['${target.servce}']}}]\n"),
                        "/spec/steps/0/with/a/0: Expected a template of target.group"),
                arguments(recovery(ON + "  steps: [{run: exec, with: {a: '${'}}]\n"), "Expected a } after ${"),
                arguments(
                        recovery(ON + "  steps: [{run: http, with: {token: '${secret:vault:x}'}}]\n"),
                        "Expected a secret as ${secret:env:NAME} or ${secret:file:/path}, but got '${secret:vault:x}'"),
                arguments(
                        recovery(ON + STEPS + "  verify: {within: 10s}\n"),
                        "/spec/verify/within: Expected within to be at least stableFor (30s), but it is 10s"),
                arguments(
                        recovery(ON + STEPS + "  guard: {breaker: {window: 2}}\n"),
                        "/spec/guard/breaker/window: Expected minimum to be at most window (2), but it is 3"),
                arguments(
                        recovery(ON + STEPS + "  guard:\n"),
                        "/spec/guard: Expected an object with guard settings, but got nothing. Write a value, or"
                                + " remove the field"),
                arguments(
                        HEAD.replace("name: a", "name: \"a\\n\"") + ON + STEPS,
                        "/metadata/name: Expected a name of 1 to 100 letters, digits or . _ -"),
                arguments(
                        HEAD.replace("name: a", "nme: a") + ON + STEPS,
                        "f.yaml:3: ERROR at /metadata/nme: Expected one of the fields name, owner, but got the unknown"
                                + " field 'nme'. Did you mean 'name'?"),
                arguments(
                        HEAD.replace("Recovery", "Recover") + ON + STEPS,
                        "f.yaml:2: ERROR at /kind: Expected kind Recovery or Service, but got 'Recover'. Did you mean"
                                + " 'Recovery'?"),
                arguments(
                        HEAD.replace("/v1", "/v2") + ON + STEPS,
                        "f.yaml:1: ERROR at /apiVersion: Expected apiVersion recovery.mesh/v1, but got"
                                + " 'recovery.mesh/v2'"),
                arguments("[1]\n", "Expected a document with apiVersion, kind, metadata and spec, but got a list of 1"),
                arguments(
                        SERVICE + "  dependsOn: [db,\n    s]\n",
                        "f.yaml:6: ERROR at /spec/dependsOn/1: Expected no service to depend on itself, but dependsOn"
                                + " leads in a circle: s → s"),
                arguments(SERVICE + "  dependsOn: [db, db]\n", "Expected each service once in dependsOn"),
                arguments(
                        SERVICE + "  probes: [{interval: 1s}]\n",
                        "/spec/probes/0: Expected exactly one of http, tcp, process, but got none"),
                arguments(SERVICE + "  probes: [{tcp: 'a:70000'}]\n", "Expected a port from 1 to 65535, but got 70000"),
                arguments(
                        SERVICE + "  probes: [{http: 'ftp://a'}]\n",
                        "Expected an http or https URL such as http://127.0.0.1:8081/health, but got 'ftp://a'"),
                arguments(
                        recovery(ON + STEPS + "  mode: auto\n  mode: observe\n"),
                        "f.yaml:8: ERROR at /spec/mode: Expected 'mode' once, but it is written twice (first on line 7)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeGetsOneSentenceWithPlaceAndMend(String yaml, String sentence) {
        PolicyReading reading = new PolicyReader().read("f.yaml", yaml);
        assertThat(reading.documents()).isEmpty();
        assertThat(reading.problems())
                .filteredOn(p -> p.severity() == Severity.ERROR)
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.toString()).contains(sentence);
                    assertThat(p.line()).isPositive();
                    assertThat(p.mend()).isNotBlank();
                });
    }

    @Test
    void tellsAllMistakesAtOnce() {
        String yaml = recovery(
                "  mod: auto\n  on: [{health: {holdFor: 3}}]\n  steps: [{run: 'a b'}]\n  verify: {within: 1s}\n");
        assertThat(new PolicyReader().read("f.yaml", yaml).problems())
                .extracting(PolicyProblem::line)
                .isEqualTo(List.of(5, 6, 7, 8));
    }

    @Test
    void refusesTheSecondOfTwoDocumentsOfOneNameAndAllOfACircle() {
        String yaml = recovery(ON + STEPS)
                + "---\n" + recovery(ON + STEPS)
                + "---\n" + SERVICE + "  dependsOn: [t]\n"
                + "---\n" + SERVICE.replace("name: s", "name: t") + "  dependsOn: [s]\n";
        PolicyReading reading = new PolicyReader().read("f.yaml", yaml);
        assertThat(reading.documents()).hasSize(1);
        assertThat(reading.problems().stream()
                        .filter(p -> p.severity() == Severity.ERROR)
                        .map(p -> p.line() + p.field()))
                .containsExactly("10/metadata/name", "19/spec/dependsOn/0", "25/spec/dependsOn/0");
    }

    private static String recovery(String spec) {
        return HEAD + spec;
    }
}
