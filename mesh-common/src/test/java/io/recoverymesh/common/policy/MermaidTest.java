package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MermaidTest {
    private static final Pattern LINE = Pattern.compile("flowchart TD"
            + "| {4}\\w+(\\(\\[|\\[\\[|\\[|\\{\\{|\\(|>)\"[^\"\\n]*\"(]\\)|]]|]|}}|\\))"
            + "| {4}\\w+ -->(\\|(\"[^\"\\n]*\"|[\\w ]+)\\|)? \\w+"
            + "| {4}\\w+ -\\. [\\w ]+ \\.-> \\w+");

    @Test
    void drawsEveryKindOfStepAndEveryKindOfEdge() {
        assertThat(Mermaid.of(policy("""
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: a}
                spec:
                  mode: approve
                  on:
                    - health: {service: payments}
                    - alert: {name: Errors, service: payments}
                  onFailure: compensate
                  repeat: {max: 3, within: 20m}
                  fallback: call-a-person
                  steps:
                    - {id: drain, run: http/drain, undo: {run: http/undrain}, on: {failed: page}}
                    - {id: ask, approve: {roles: [operator]}, after: [], on: {rejected: page, timedOut: page}}
                    - {id: restart, run: exec, when: "steps.ask == 'SUCCEEDED'", maxVisits: 3,
                       after: {quorum: 2, of: [drain, ask]}}
                    - {id: settle, await: {target: db, within: 2m}, after: {any: [drain, restart]},
                       on: {timedOut: restart}}
                    - {id: page, notify: oncall}
                """))).isEqualTo("""
                        flowchart TD
                            begin(["health payments DOWN<br/>or alert Errors payments<br/><i>mode approve</i>"])
                            s1["<b>drain</b><br/>http/drain"]
                            u1["undo<br/>http/undrain"]
                            s1 -. undo .-> u1
                            s2{{"<b>ask</b><br/>approve: operator, 15m"}}
                            s3["<b>restart</b><br/>exec<br/><i>when steps.ask == #39;SUCCEEDED#39;</i><br/>at most 3 times"]
                            s4("<b>settle</b><br/>await db UP within 2m")
                            s5>"<b>page</b><br/>notify oncall"]
                            begin --> s1
                            begin --> s2
                            s1 -->|2 of 2| s3
                            s2 -->|2 of 2| s3
                            s1 -->|any| s4
                            s3 -->|any| s4
                            s1 -->|failed| s5
                            s2 -->|timed out| s5
                            s2 -->|rejected| s5
                            s4 -->|timed out| s3
                            verified(["verify UP for 30s<br/>within 5m"])
                            s4 --> verified
                            s5 --> verified
                            verified -->|"not yet: again, at most 3 times within 20m"| begin
                            failed(["a step fails: every undo of what succeeded, the last first"])
                            fallback[["policy call-a-person"]]
                            verified -. not recovered .-> fallback
                        """);
    }

    @Property(tries = 300)
    void noTextOfAPolicyBreaksTheDrawing(@ForAll @StringLength(min = 1, max = 120) String any) {
        String json = JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("notify", any)
                .put("when", "'x' == '" + any + "'")
                .toString();
        Policy policy = new PolicyReader()
                .policy("{\"apiVersion\":\"recovery.mesh/v1\",\"kind\":\"Recovery\","
                        + "\"metadata\":{\"name\":\"a\"},\"spec\":{\"on\":[{\"health\":{}}],\"steps\":[" + json
                        + "]}}");
        assertThat(Mermaid.of(policy).lines())
                .allMatch(line -> LINE.matcher(line).matches());
    }

    private static Policy policy(String yaml) {
        PolicyReading reading = new PolicyReader().read("f.yaml", yaml);
        assertThat(reading.hasErrors()).as(reading.problems().toString()).isFalse();
        return ((RecoveryPolicy) reading.documents().getFirst()).policy();
    }
}
