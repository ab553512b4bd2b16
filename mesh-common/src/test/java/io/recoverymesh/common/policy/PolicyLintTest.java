package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.arguments.ArgumentsSchema;
import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyProblem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
    private static final Map<String, Set<String>> HANDLERS = Map.of("exec", Set.of("restart"), "http", Set.of());

    private final PolicyReader reader = new PolicyReader();

    @Test
    void saysWhatAPolicyLeftAtObserveWillDo() {
        assertThat(warnings("on: [{health: {service: s}}], steps: [{run: exec}]"))
                .singleElement()
                .asString()
                .contains("f.yaml:1: WARNING at /spec/mode: mode is left at observe: this policy will only record what"
                        + " it would have done");
        assertThat(warnings("mode: observe, on: [{health: {service: s}}], steps: [{run: exec}]"))
                .isEmpty();
    }

    @Test
    void warnsOfATriggerThatMatchesEverything() {
        assertThat(warnings("mode: auto, on: [{health: {status: DOWN}}], steps: [{run: exec}]"))
                .singleElement()
                .asString()
                .contains("at /spec/on/0: This trigger names no service");
    }

    @Test
    void warnsOfACooldownThatEndsBeforeTheSteps() {
        assertThat(warnings("mode: auto, on: [{health: {service: s}}], steps: [{run: exec, timeout: 10m}]"))
                .singleElement()
                .asString()
                .contains("cooldown is 5m, shorter than the steps may take (10m by their timeouts)");
    }

    @Test
    void warnsOfABreakerThatTheLimitNeverLetsOpen() {
        String spec = "mode: auto, on: [{health: {service: s}}], steps: [{run: exec}], guard: {serviceLimits: [2/10m]";
        assertThat(warnings(spec + "}"))
                .singleElement()
                .asString()
                .contains("The service limit 2/10m admits fewer recoveries than the 3 outcomes that the breaker needs");
        assertThat(warnings(spec + ", breaker: {enabled: false}}")).isEmpty();
    }

    @Test
    void readsACatalogueTogetherWithFilesAndLines() {
        PolicyReading reading = reader.readTogether(
                Map.of(
                        "a.yaml",
                                recovery("a", "mode: auto, on: [{health: {service: s}}], steps: [{run: exce/restart}]"),
                        "b.yaml",
                                recovery("b", "mode: auto, on: [{health: {service: t}}], steps: [{run: exec/restrt}]"),
                        "c.yaml", recovery("c", "mode: auto, on: [{health: {service: u}}], steps: [{run: http/any}]"),
                        "d.yaml", "---\n" + service("s", "d") + "---\n" + service("d", "e"),
                        "e.yaml", service("e", "s, unknown")),
                HANDLERS);
        assertThat(reading.documents()).hasSize(1);
        assertThat(reading.problems())
                .extracting(PolicyProblem::toString)
                .anySatisfy(p -> assertThat(p)
                        .contains("a.yaml:1: ERROR at /spec/steps/0/run: Expected a handler that has announced itself"
                                + " (exec, http), but got 'exce'. Did you mean 'exec'?"))
                .anySatisfy(p -> assertThat(p)
                        .contains("b.yaml:1: ERROR at /spec/steps/0/run: Expected an action of the handler 'exec'"
                                + " (restart), but got 'restrt'. Did you mean 'restart'?"))
                .anySatisfy(p -> assertThat(p)
                        .contains("d.yaml:4: ERROR at /spec/dependsOn/0: Expected no service to depend on itself, but"
                                + " dependsOn leads in a circle: d → e → s → d"))
                .anySatisfy(p -> assertThat(p).contains("e.yaml:1: ERROR at /spec/dependsOn/0"))
                .anySatisfy(p -> assertThat(p)
                        .contains("WARNING at /spec/dependsOn/1: Expected the name of a declared Service, but nothing"
                                + " declares 'unknown'"));
    }

    @Test
    void checksDocumentsThatAreReadAlready() {
        String same = "mode: auto, on: [{alert: {name: A}}, {recovery: {name: gone}}], steps: [{run: exec}]";
        List<PolicyReading.Document> documents = reader.read(
                        "f.yaml", recovery("a", same) + "---\n" + recovery("b", same))
                .documents();
        assertThat(PolicyLint.acrossCatalogue(documents))
                .extracting(PolicyProblem::toString)
                .anySatisfy(p -> assertThat(p)
                        .contains("Recovery/b:0: WARNING at /spec/on/0: The policy 'a' has the same trigger"))
                .anySatisfy(p -> assertThat(p).contains("nothing declares 'gone': this will never trigger"))
                .noneSatisfy(p -> assertThat(p).contains("ERROR"));
        assertThat(PolicyLint.acrossCatalogue(documents, Offers.named(HANDLERS)))
                .filteredOn(p -> p.severity() == Severity.ERROR)
                .hasSize(2)
                .allSatisfy(p -> assertThat(p.message()).contains("an action of the handler 'exec' (restart)"));
    }

    @Test
    void checksArgumentsAgainstWhatTheActionAnnouncedLeavingTemplatesToTheirTime() {
        ArgumentsSchema schema = ArgumentsSchema.of("{\"type\":\"object\",\"additionalProperties\":false,"
                + "\"required\":[\"service\"],\"properties\":{\"service\":{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"},"
                + "\"replicas\":{\"type\":\"integer\"}}}");
        Offers offers = Offers.of(Map.of("exec", Map.of("restart", new Offers.Offer(schema, null))));
        String spec = "mode: auto, on: [{alert: {name: A}}], steps: [{id: a, run: exec/restart, with: {%s}}]";
        assertThat(errors(
                        recovery("a", spec.formatted("service: \"${target.service}\", replicas: \"${target.name}\"")),
                        offers))
                .isEmpty();
        assertThat(errors(recovery("a", spec.formatted("service: --config, colour: blue")), offers))
                .singleElement()
                .asString()
                .contains("at /spec/steps/0/with: Expected", "'service' to fit the action's schema", "colour");
        assertThat(errors(
                        recovery("a", "mode: auto, on: [{alert: {name: A}}], steps: [{id: a, run: exec/restart}]"),
                        offers))
                .singleElement()
                .asString()
                .contains("at /spec/steps/0/run: Expected the arguments to fit");
    }

    @Test
    void saysWhereACompensationLeavesOutWhatAnActionAnnouncesToTakeItBack() {
        Offers offers = Offers.of(Map.of(
                "k8s",
                Map.of("scale", new Offers.Offer(null, "k8s/scale-back"), "scale-back", new Offers.Offer(null, null))));
        String spec = "mode: auto, onFailure: %s, on: [{alert: {name: A}}], steps: [{id: a, run: k8s/scale%s},"
                + " {id: b, run: k8s/scale-back, undo: {run: k8s/scale}}]";
        assertThat(lint(recovery("a", spec.formatted("compensate", "")), offers))
                .singleElement()
                .asString()
                .contains("WARNING at /spec/steps/0/run: Nothing takes this step back", "undo: {run: k8s/scale-back");
        assertThat(lint(recovery("a", spec.formatted("halt", "")), offers)).isEmpty();
        assertThat(lint(recovery("a", spec.formatted("compensate", ", undo: {run: k8s/scale-back}")), offers))
                .isEmpty();
        assertThat(lint(recovery("a", spec.formatted("compensate", ", undo: {run: k8s/scale-bak}")), offers))
                .singleElement()
                .asString()
                .contains("ERROR at /spec/steps/0/undo/run", "Did you mean 'scale-back'?");
    }

    private List<String> lint(String yaml, Offers offers) {
        return PolicyLint.acrossCatalogue(reader.read("f.yaml", yaml).documents(), offers).stream()
                .map(PolicyProblem::toString)
                .toList();
    }

    private List<String> errors(String yaml, Offers offers) {
        return PolicyLint.acrossCatalogue(reader.read("f.yaml", yaml).documents(), offers).stream()
                .filter(p -> p.severity() == Severity.ERROR)
                .map(PolicyProblem::toString)
                .toList();
    }

    @Test
    void findsACircleOfRecoveriesAcrossFiles() {
        List<PolicyReading.Document> documents = List.of(
                document(recovery("a", "on: [{recovery: {name: b}}], steps: [{run: exec}]")),
                document(recovery("b", "on: [{recovery: {name: c}}], steps: [{run: exec}]")),
                document(recovery("c", "on: [{recovery: {name: a, outcome: FAILED}}], steps: [{run: exec}]")));
        assertThat(PolicyLint.acrossCatalogue(documents)).hasSize(3).allSatisfy(p -> assertThat(p.message())
                .contains("leads in a circle: a → b → c → a"));
    }

    private PolicyReading.Document document(String yaml) {
        return reader.read("f.yaml", yaml).documents().get(0);
    }

    private List<PolicyProblem> warnings(String spec) {
        PolicyReading reading = reader.read("f.yaml", recovery("a", spec));
        assertThat(reading.documents()).hasSize(1);
        return reading.problems();
    }

    private static String recovery(String name, String spec) {
        return "{apiVersion: recovery.mesh/v1, kind: Recovery, metadata: {name: " + name + "}, spec: {" + spec + "}}\n";
    }

    private static String service(String name, String dependsOn) {
        return "{apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: " + name + "}, spec: {dependsOn: ["
                + dependsOn + "]}}\n";
    }
}
