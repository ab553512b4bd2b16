package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.recoverymesh.common.policy.PolicyReading.Document.DeclaredService;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
    private static final String SMALLEST = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-payments}
            spec:
              on: [{health: {service: payments, status: DOWN}}]
              steps: [{run: exec/restart-payments}]
            """;
    private static final String LARGE = Samples.RECOVERY;
    private static final String SERVICE = Samples.SERVICE;

    private final PolicyReader reader = new PolicyReader();

    @Test
    void fillsTheSmallestPolicyWithSafeDefaults() {
        Policy policy = policy(SMALLEST);
        assertThat(policy.mode()).isEqualTo(Policy.Mode.OBSERVE);
        assertThat(policy.owner()).isNull();
        assertThat(policy.rto()).isNull();
        assertThat(policy.guard()).isEqualTo(GuardSettings.DEFAULTS);
        assertThat(policy.on())
                .containsExactly(Trigger.on(
                        new SignalPattern(
                                SignalPattern.Source.HEALTH,
                                null,
                                "payments",
                                null,
                                null,
                                Set.of("DOWN"),
                                null,
                                null,
                                Map.of(),
                                null),
                        Duration.ofSeconds(30),
                        1,
                        Duration.ZERO));
        assertThat(policy.steps())
                .containsExactly(new Step(
                        "restart-payments",
                        new Step.Work.Run(
                                new Step.Call(
                                        "exec",
                                        "restart-payments",
                                        "{}",
                                        Duration.ofSeconds(60),
                                        Step.Safety.ONCE,
                                        new Step.Retry(1, Duration.ofSeconds(2), Duration.ofSeconds(30))),
                                null),
                        new Step.Join(Step.Join.Kind.ALL, 0, List.of()),
                        null,
                        Map.of(),
                        1,
                        Policy.OnFailure.HALT));
        assertThat(policy.verify()).isEqualTo(new Verification("UP", Duration.ofSeconds(30), Duration.ofMinutes(5)));
        assertThat(policy.escalate()).isEmpty();
    }

    @Test
    void readsEveryTrigger() {
        List<Trigger> on = policy(LARGE).on();
        assertThat(on)
                .extracting(trigger -> trigger.patterns().getFirst().source())
                .containsExactly(
                        SignalPattern.Source.HEALTH,
                        SignalPattern.Source.ALERT,
                        SignalPattern.Source.ANOMALY,
                        SignalPattern.Source.RECOVERY);
        assertThat(on.get(0).patterns().getFirst().states()).containsExactlyInAnyOrder("DOWN", "UNKNOWN");
        assertThat(on.get(1).patterns().getFirst().name()).isEqualTo("PaymentsErrorRate");
        assertThat(on.get(1).patterns().getFirst().labels()).isEqualTo(Map.of("team", "payments"));
        assertThat(on.get(1).patterns().getFirst().states()).containsExactly("FIRING");
        assertThat(on.get(1).holdFor()).isZero();
        assertThat(on.get(2).patterns().getFirst().name()).isEqualTo("latency_p99");
        assertThat(on.get(2).count()).isEqualTo(3);
        assertThat(on.get(3).patterns().getFirst().states()).containsExactlyInAnyOrder("RECOVERED", "FAILED");
    }

    @Test
    void readsStepsAndGivesEachAnIdOfItsOwn() {
        Policy policy = policy(LARGE);
        assertThat(policy.steps()).extracting(Step::id).containsExactly("http", "restart", "step-3");
        assertThat(policy.steps().get(0).call().arguments())
                .isEqualTo("{\"method\":\"POST\",\"url\":\"http://lb/drain/${target.name}\"}");
        assertThat(policy.steps().get(0).onFailure()).isEqualTo(Policy.OnFailure.CONTINUE);
        assertThat(policy.steps().get(0).call().retry())
                .isEqualTo(new Step.Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(8)));
        assertThat(policy.steps().get(1).call().safety()).isEqualTo(Step.Safety.IDEMPOTENT);
    }

    @Test
    void readsGuardVerificationAndEscalation() {
        Policy policy = policy(LARGE);
        assertThat(policy.guard().cooldown()).isEqualTo(Duration.ofMinutes(6));
        assertThat(policy.guard().targetLimits()).hasToString("[3/30m, 7/1d]");
        assertThat(policy.guard().serviceLimits()).isEqualTo(GuardSettings.DEFAULTS.serviceLimits());
        assertThat(policy.guard().fleet()).isEqualTo(new GuardSettings.Fleet(25, Duration.ofMinutes(2)));
        assertThat(policy.guard().concurrency().overflow()).isEqualTo(GuardSettings.Overflow.JOIN);
        assertThat(policy.guard().breaker().failurePercent()).isEqualTo(60);
        assertThat(policy.guard().breaker().shadow()).isTrue();
        assertThat(policy.verify())
                .isEqualTo(new Verification("DEGRADED", Duration.ofSeconds(60), Duration.ofMinutes(3)));
        assertThat(policy.escalate())
                .containsExactly(
                        new Policy.Escalation(Duration.ZERO, "oncall"),
                        new Policy.Escalation(Duration.ofMinutes(15), "manager"));
        assertThat(policy.rto()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void readsServices() {
        ServiceDocument service = ((DeclaredService) only(SERVICE)).service();
        assertThat(service.group()).isEqualTo("eu");
        assertThat(service.owner()).isEqualTo("team-payments");
        assertThat(service.dependsOn()).containsExactly("orders-db");
        assertThat(service.rpo()).isZero();
        assertThat(service.probes())
                .containsExactly(
                        new ServiceDocument.Probe(
                                "payments-1",
                                new ServiceDocument.Check.HttpCheck("http://127.0.0.1:8081/health"),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                3,
                                1),
                        new ServiceDocument.Probe(
                                null,
                                new ServiceDocument.Check.TcpCheck("::1", 5432),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(500),
                                1,
                                2),
                        new ServiceDocument.Probe(
                                null,
                                new ServiceDocument.Check.ProcessCheck("/run/payments.pid"),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                3,
                                1));
    }

    @Test
    void aServiceNeedsNothingButItsName() {
        DeclaredService service =
                (DeclaredService) only("{apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: db}}");
        assertThat(service.service().group()).isEqualTo("default");
    }

    @Test
    void readsBackFromCanonicalJsonWhatItReadFromYaml() {
        RecoveryPolicy policy = (RecoveryPolicy) only(LARGE);
        assertThat(reader.policy(policy.canonical())).isEqualTo(policy.policy());
        DeclaredService service = (DeclaredService) only(SERVICE);
        assertThat(reader.service(service.canonical())).isEqualTo(service.service());
    }

    @Test
    void canonicalFormHasSortedKeysNoSpaceAndNoDefaults() {
        assertThat(only(SMALLEST).canonical())
                .isEqualTo("{\"apiVersion\":\"recovery.mesh/v1\",\"kind\":\"Recovery\","
                        + "\"metadata\":{\"name\":\"restart-payments\"},\"spec\":{\"on\":"
                        + "[{\"health\":{\"service\":\"payments\",\"status\":\"DOWN\"}}],"
                        + "\"steps\":[{\"run\":\"exec/restart-payments\"}]}}");
        assertThat(policy(SMALLEST).version()).isEqualTo("e61734ad5a4d3929");
    }

    @Test
    void aBadDocumentDoesNotTakeItsNeighboursAlong() {
        PolicyReading reading =
                reader.read("f.yaml", SMALLEST + "---\na: [\n--- # next\n" + SERVICE + "---\n# empty\n");
        assertThat(reading.documents()).hasSize(2);
        assertThat(reading.documents().get(1).source()).contains("dependsOn: [orders-db]");
        assertThat(reading.problems().stream().filter(p -> p.severity() == PolicyProblem.Severity.ERROR))
                .singleElement()
                .extracting(PolicyProblem::line)
                .isEqualTo(9);
    }

    @Test
    void anEmptyFileHasNoDocumentsAndNoProblems() {
        assertThat(reader.read("f.yaml", "")).isEqualTo(new PolicyReading(List.of(), List.of()));
    }

    @Test
    void readsThousandsOfPoliciesInSeconds() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            yaml.append("---\n").append(LARGE.replace("name: payments-unavailable", "name: p" + i));
        }
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            files.put(i + ".yaml", yaml.toString().replace("{name: p", "{name: p" + i + "-"));
        }
        assertTimeout(Duration.ofSeconds(20), () -> assertThat(
                        reader.readTogether(files, Map.of()).documents())
                .hasSize(2_000));
    }

    @Test
    void wordsOfOldYamlAreTexts() {
        assertThat(policy(SMALLEST.replace("name: restart-payments", "name: off"))
                        .name())
                .isEqualTo("off");
    }

    @Test
    void refusesCanonicalJsonOfAnotherKindOrOfNone() {
        String service = only(SERVICE).canonical();
        assertThatThrownBy(() -> reader.policy(service))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a document of kind Recovery, but got kind 'Service'");
        for (String garbage : List.of("", "{", "[]", "null", "{\"kind\":\"Recovery\"}", "{\"kind\":1}")) {
            assertThatThrownBy(() -> reader.policy(garbage)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Policy policy(String yaml) {
        return ((RecoveryPolicy) only(yaml)).policy();
    }

    private PolicyReading.Document only(String yaml) {
        PolicyReading reading = reader.read("f.yaml", yaml);
        assertThat(reading.problems()).noneMatch(problem -> problem.severity() == PolicyProblem.Severity.ERROR);
        return reading.documents().get(0);
    }
}
