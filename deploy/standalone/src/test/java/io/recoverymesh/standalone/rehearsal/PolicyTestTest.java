package io.recoverymesh.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.standalone.rehearsal.PolicyTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTestTest {
    private static final String POLICY = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart}
            spec:
              mode: auto
              on: [{health: {service: payments, holdFor: 0s}}]
              steps: [{run: exec/restart, timeout: 10s, safety: idempotent}]
              verify: {health: UP, stableFor: 5s, within: 1m}
            """;

    @Test
    void theExamplesAreGood() throws IOException {
        Path examples = Path.of("..", "..", "examples", "policy-tests");
        Map<String, String> policies = Map.of("payments.yaml", Files.readString(examples.resolve("payments.yaml")));
        List<Result> results = PolicyTest.read(
                        "payments.test.yaml", Files.readString(examples.resolve("payments.test.yaml")), policies)
                .run();
        assertThat(results).hasSizeGreaterThan(5).allSatisfy(result -> assertThat(result.mismatches())
                .as(result.name())
                .isEmpty());
    }

    @Test
    void aMismatchNamesItsLineWhatWasExpectedAndWhatCame() {
        List<Mismatch> mismatches = run("""
                tests:
                  - name: wrong
                    timeline:
                      - {at: 0s, health: {target: payments, status: DOWN}}
                      - at: 1s
                        expect:
                          requests:
                            - {policy: other, target: payments}
                            - {policy: restart}
                          outcomes: []
                          health: {payments: UP}
                      - at: 2s
                        expect: {verdicts: []}
                """);
        assertThat(mismatches).extracting(Mismatch::toString).containsExactly("""
                        t.test.yaml:8: requests[0]
                              expected {policy: other, target: payments}
                              got      {policy: restart, target: payments, group: default, signal: test}""", """
                        t.test.yaml:9: requests[1]
                              expected {policy: restart}
                              got      nothing""", """
                        t.test.yaml:11: health of payments
                              expected UP
                              got      DOWN""");
    }

    @Test
    void whatWasNotExpectedIsAMismatchToo() {
        assertThat(run("""
                tests:
                  - name: nothing is expected
                    timeline:
                      - {at: 0s, health: {target: payments, status: DOWN}}
                      - {at: 1s, expect: {requests: [], commands: []}}
                """)).extracting(Mismatch::what).containsExactly("requests[0]", "commands[0]");
    }

    @Test
    void aLookSeesOnlyWhatHappenedSinceTheLastOne() {
        assertThat(run("""
                tests:
                  - name: once
                    timeline:
                      - {at: 0s, health: {target: payments, status: DOWN}}
                      - {at: 0s, expect: {requests: [restart], commands: [exec/restart]}}
                      - {at: 1h, expect: {requests: [], outcomes: [INEFFECTIVE]}}
                """)).isEmpty();
    }

    @Test
    void aHandlerThatSaysNothingIsTimedOut() {
        assertThat(run("""
                tests:
                  - name: silent
                    actions: {exec: {silent: true}}
                    timeline:
                      - {at: 0s, health: {target: payments, status: DOWN}}
                      - {at: 10m, expect: {outcomes: [{outcome: FAILED}]}}
                """)).isEmpty();
    }

    @Test
    void foreignPayloadsAreReadAsTheIntakeReadsThem() {
        assertThat(run("""
                tests:
                  - name: cloud event
                    timeline:
                      - at: 0s
                        signal:
                          specversion: "1.0"
                          id: e-1
                          source: /monitor
                          type: com.example.health
                          subject: payments
                          data: {status: DOWN}
                      - {at: 0s, expect: {requests: [restart]}}
                """)).isEmpty();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("", "t.test.yaml:1: Expected a test with 'tests', but the file is empty"),
                Arguments.of("tests: [", "Expected YAML"),
                Arguments.of(
                        "test: []",
                        "t.test.yaml:1: Expected one of start, tests in the test file, but got 'test'."
                                + " Did you mean 'tests'?"),
                Arguments.of("tests: []", "at least one test"),
                Arguments.of("tests: 5", "Expected a list for 'tests', but got '5'"),
                Arguments.of("tests:\n- name: a\n", "t.test.yaml:2: Expected 'name' and 'timeline'"),
                Arguments.of(one("{at: 0s, health: {target: payments}, expect: {}}"), "exactly one of health"),
                Arguments.of(one("{health: {target: payments}}"), "'at', the time since the start"),
                Arguments.of(
                        one("{at: soon, expect: {}}"), "a duration such as 0s, 30s or 5m for 'at', but got 'soon'"),
                Arguments.of(one("{at: 0s, expect: {request: []}}"), "Did you mean 'requests'?"),
                Arguments.of(one("{at: 0s, expect: {requests: [{polcy: a}]}}"), "Did you mean 'policy'?"),
                Arguments.of(one("{at: 0s, expect: {requests: 3}}"), "t.test.yaml:4: Expected a list for 'requests'"),
                Arguments.of(one("{at: 0s, health: {target: payments}}"), "at least one 'expect'"),
                Arguments.of(
                        one("{at: 0s, health: {target: payments, status: SICK}}\n      - {at: 1s, expect: {}}"),
                        "SICK"),
                Arguments.of(
                        one("{at: 0s, every: 1s, health: {target: a, status: UP}}\n      - {at: 1s, expect: {}}"),
                        "both 'every' and 'times'"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aTestThatCannotBeRunIsToldWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> run(text))
                .isInstanceOf(BadTestException.class)
                .hasMessageContaining("t.test.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void refusedPoliciesAreTestedByNobody() {
        assertThatThrownBy(() -> PolicyTest.read("t.test.yaml", "tests: []", Map.of("p.yaml", "kind: Recovry")))
                .isInstanceOf(BadTestException.class)
                .hasMessageContaining("p.yaml:1");
    }

    private static String one(String moment) {
        return "tests:\n  - name: a\n    timeline:\n      - " + moment + "\n";
    }

    private static List<Mismatch> run(String text) {
        return PolicyTest.read("t.test.yaml", text, Map.of("p.yaml", POLICY)).run().stream()
                .flatMap(result -> result.mismatches().stream())
                .toList();
    }
}
