package io.recoverymesh.trigger.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.trigger.mapping.MappingReading.Broken;
import io.recoverymesh.trigger.mapping.MappingReading.Valid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    private static final String HEAD = "apiVersion: recovery.mesh/v1\nkind: Mapping\n";

    @Test
    void theFirstRuleThatSaysSomethingDecidesFieldByField() {
        Mapping mapping = valid(HEAD + """
            rules:
              - from: alertmanager
                when: "labels.team == 'shop'"
                group: "'shop-' + labels.region"
                severity: "{'P1': 'critical'}[labels.priority]"
              - from: alertmanager
                service: ["labels['app.kubernetes.io/name']", labels.component]
            """);

        Mapped mapped = mapping.apply(alert(Map.of(
                "team",
                "shop",
                "region",
                "eu",
                "priority",
                "P1",
                "component",
                "cart",
                "job",
                "x",
                "pod",
                "cart-1",
                "alertname",
                "A")));
        assertThat(mapped.get(Field.GROUP)).isEqualTo("shop-eu");
        assertThat(mapped.get(Field.SEVERITY)).isEqualTo("critical");
        assertThat(mapped.get(Field.SERVICE)).isEqualTo("cart");
        assertThat(mapped.get(Field.INSTANCE)).as("by the preset").isEqualTo("cart-1");
        assertThat(mapped.get(Field.NAME)).as("by the preset").isEqualTo("A");

        Mapped other = mapping.apply(alert(Map.of("team", "x", "region", "eu", "job", "j", "severity", "info")));
        assertThat(other.get(Field.GROUP)).isNull();
        assertThat(other.get(Field.SEVERITY)).isEqualTo("info");
        assertThat(other.get(Field.SERVICE)).isEqualTo("j");
    }

    @Test
    void anEmptyTextSaysThatThereIsNone() {
        Mapping mapping = valid(HEAD + "rules: [{from: alertmanager, instance: \"''\"}]");
        Mapped mapped = mapping.apply(alert(Map.of("service", "a", "instance", "10.0.0.1:9090")));
        assertThat(mapped.get(Field.INSTANCE)).isNull();
    }

    @Test
    void aTargetIsServiceAndInstance() {
        Mapping mapping = valid(HEAD + "rules: [{target: labels.target}]");
        Mapped mapped = mapping.apply(alert(Map.of("target", "a/a-1", "service", "b")));
        assertThat(mapped.get(Field.SERVICE)).isEqualTo("a");
        assertThat(mapped.get(Field.INSTANCE)).isEqualTo("a-1");
    }

    @Test
    void withoutPresetsOnlyTheRulesHold() {
        Mapping mapping = valid(HEAD + "presets: []\nrules: [{service: labels.a}]");
        assertThat(mapping.size()).isEqualTo(1);
        assertThat(mapping.apply(alert(Map.of("service", "b"))).get(Field.SERVICE))
                .isNull();
    }

    @Test
    void anAlertOfKubeStateMetricsIsAboutTheWorkloadAndNotTheExporter() {
        Mapped pod = Mapping.presets()
                .apply(alert(Map.of(
                        "job",
                        "kube-state-metrics",
                        "service",
                        "prometheus-kube-state-metrics",
                        "instance",
                        "10.0.0.3:8080",
                        "namespace",
                        "shop",
                        "pod",
                        "cart-7d9f8b6c5d-x2x4z",
                        "alertname",
                        "KubePodCrashLooping")));
        assertThat(pod.get(Field.SERVICE)).isEqualTo("cart");
        assertThat(pod.get(Field.INSTANCE)).isEqualTo("cart-7d9f8b6c5d-x2x4z");
        Mapped deployment = Mapping.presets()
                .apply(alert(Map.of(
                        "job",
                        "kube-state-metrics",
                        "instance",
                        "10.0.0.3:8080",
                        "namespace",
                        "shop",
                        "deployment",
                        "cart")));
        assertThat(deployment.get(Field.SERVICE)).isEqualTo("cart");
        assertThat(deployment.get(Field.INSTANCE))
                .as("not the exporter's address")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "payments-7d9f8b6c5d-x2x4z, payments",
        "payments-7d9f8b6c5d, payments",
        "payments-0, payments",
        "fluentd-x2x4z, fluentd",
        "backup-28391040-x2x4z, backup",
        "payments, payments",
        "order-service, order-service",
        "coredns-5d78c9869d-abcde, coredns-5d78c9869d-abcde"
    })
    void knowsTheWorkloadOfAPod(String pod, String workload) {
        assertThat(Names.workload(pod)).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{service: labels.}] | 3 | /rules/0/service | Expected an expression (CEL) that gives a text",
                "rules: [{service: payments}] | 3 | /rules/0/service | undeclared reference to 'payments'",
                "rules: [{service: 7}] | 3 | /rules/0/service | but got the number 7",
                "rules: [{service: 1 + 2}] | 3 | /rules/0/service | expected type 'string' but found 'int'",
                "rules: [{when: labels.a, service: labels.b}] | 3 | /rules/0/when | expected type 'bool' but found"
                        + " 'string'",
                "rules: [{form: grafana, service: labels.b}] | 3 | /rules/0/form | got the unknown field 'form'",
                "rules: [{from: graphana, service: labels.b}] | 3 | /rules/0/from | but got 'graphana'",
                "rules: [{from: grafana}] | 3 | /rules/0 | but the rule gives nothing",
                "rules: nothing | 3 | /rules | Expected a list",
                "presets: [promtheus] | 3 | /presets/0 | but got 'promtheus'",
                "rules: [7] | 3 | /rules/0 | Expected a rule, but got the number 7",
                "rules: [ | 3 | '' | Expected",
            })
    void aBrokenFileNamesLineFieldAndMend(String body, int line, String field, String message) {
        List<PolicyProblem> problems = broken(HEAD + body);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("mapping.yaml");
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
            assertThat(problem.mend()).isNotBlank();
            assertThat(problem.line()).isGreaterThanOrEqualTo(line);
        });
    }

    @Test
    void guessesWhatWasMeant() {
        assertThat(broken(HEAD + "rules: [{service: payments}]").getFirst().mend())
                .isEqualTo("Write labels.payments for the label, or \"'payments'\" for that text");
        assertThat(broken(HEAD + "rules: [{servise: labels.a}]").getFirst().mend())
                .isEqualTo("Did you mean 'service'?");
        assertThat(broken("kind: Mapping\nrules: []").getFirst().mend())
                .isEqualTo("Write 'apiVersion: recovery.mesh/v1'");
    }

    private static Mapping valid(String yaml) {
        MappingReading reading = MappingReading.of("mapping.yaml", yaml);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).mapping();
    }

    private static List<PolicyProblem> broken(String yaml) {
        MappingReading reading = MappingReading.of("mapping.yaml", yaml);
        assertThat(reading).isInstanceOf(Broken.class);
        return ((Broken) reading).problems();
    }

    private static ForeignSignal alert(Map<String, String> labels) {
        return new ForeignSignal(Format.ALERTMANAGER, labels, Map.of(), JsonNodeFactory.instance.objectNode());
    }
}
