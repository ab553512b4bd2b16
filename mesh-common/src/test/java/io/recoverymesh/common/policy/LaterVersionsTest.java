package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.PolicyProblem.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaterVersionsTest {
    private static final String POLICY =
            "{apiVersion: recovery.mesh/v1, kind: Recovery, metadata: {name: a}, spec: {on: [{health: {service: s}}], %s}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps: [{approve: {roles: [x]}}]               | /spec/steps/0/approve",
                "steps: [{await: {health: UP}}]                 | /spec/steps/0/await",
                "steps: [{notify: oncall}]                      | /spec/steps/0/notify",
                "steps: [{run: exec, when: 'true'}]             | /spec/steps/0/when",
                "steps: [{run: exec, after: []}]                | /spec/steps/0/after",
                "steps: [{run: exec, on: {failed: x}}]          | /spec/steps/0/on",
                "steps: [{run: exec, undo: {run: exec}}]        | /spec/steps/0/undo",
                "steps: [{run: exec, quorum: 2}]                | /spec/steps/0/quorum",
                "steps: [{run: exec, maxVisits: 2}]             | /spec/steps/0/maxVisits",
                "steps: [{run: exec, onFailure: compensate}]    | /spec/steps/0/onFailure",
                "steps: [{run: exec}], onFailure: compensate    | /spec/onFailure",
                "steps: [{run: exec}], repeat: {max: 3}         | /spec/repeat",
                "steps: [{run: exec}], fallback: {run: x}       | /spec/fallback"
            })
    void saysThatItIsPartOfTheLanguageButNotRun(String spec, String field) {
        PolicyReading reading = new PolicyReader().read("f.yaml", POLICY.formatted(spec));
        assertThat(reading.documents()).isEmpty();
        assertThat(reading.problems())
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.message()).endsWith("' is part of the language but not run by this version");
                });
    }
}
