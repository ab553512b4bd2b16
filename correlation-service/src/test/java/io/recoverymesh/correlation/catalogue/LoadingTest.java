package io.recoverymesh.correlation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.target.TargetRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LoadingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final PolicyReader reader = new PolicyReader();
    private final Map<String, Declared> catalogue = new TreeMap<>();

    @Test
    void publishesWhatIsNewAndThenNothingMore() {
        assertThat(load(Map.of("a.yaml", policy("a", "payments")))).containsExactly("+Recovery/a");
        assertThat(load(Map.of("a.yaml", policy("a", "payments")))).isEmpty();
        assertThat(load(Map.of("a.yaml", policy("a", "orders")))).containsExactly("+Recovery/a");
    }

    @Test
    void retractsWhatAFileDeclaresNoMore() {
        load(Map.of("a.yaml", policy("a", "payments") + "---\n" + policy("b", "orders")));
        assertThat(load(Map.of("a.yaml", policy("a", "payments")))).containsExactly("-Recovery/b");
    }

    @Test
    void neverRetractsWhatCameThroughTheApi() {
        declare(policy("by-hand", "payments"), null);
        assertThat(load(Map.of())).isEmpty();
    }

    @Test
    void aBadFileChangesNothingAndIsTold() {
        load(Map.of("a.yaml", policy("a", "payments"), "b.yaml", policy("b", "orders")));
        String bad = policy("a", "payments").replace("steps", "stepps");
        Loading loading = decide(Map.of("a.yaml", bad));
        assertThat(loading.publish()).isEmpty();
        assertThat(loading.retract()).isEmpty();
        assertThat(loading.problems()).isNotEmpty().allMatch(p -> p.file().equals("a.yaml"));
    }

    @Test
    void aBadFileDoesNotHoldUpItsNeighbours() {
        Loading loading = decide(Map.of("a.yaml", ": [", "b.yaml", policy("b", "orders")));
        assertThat(loading.publish()).extracting(Declared::name).containsExactly("b");
    }

    @Test
    void ofANameThatTwoFilesDeclareTheFirstIsKept() {
        Loading loading = decide(Map.of("a.yaml", policy("x", "payments"), "b.yaml", policy("x", "orders")));
        assertThat(loading.publish()).extracting(Declared::file).containsExactly("a.yaml");
        assertThat(loading.problems()).anyMatch(p -> p.message().contains("declared twice"));
    }

    @Test
    void findsThePoliciesThatCouldActOnATarget() {
        declare(policy("pay", "payments"), null);
        declare(policy("order", "orders"), null);
        Catalogue all = Catalogue.of(catalogue.values());
        assertThat(all.actingOn(TargetRef.of("g", "payments/p-1")))
                .extracting(Declared::name)
                .containsExactly("pay");
    }

    private List<String> load(Map<String, String> files) {
        Loading loading = decide(files);
        List<String> done = new ArrayList<>();
        loading.publish().forEach(declared -> {
            catalogue.put(declared.key(), declared);
            done.add("+" + declared.key());
        });
        loading.retract().forEach(declared -> {
            catalogue.remove(declared.key());
            done.add("-" + declared.key());
        });
        return done;
    }

    private Loading decide(Map<String, String> files) {
        return Loading.decide(reader, files, List.of(), Catalogue.of(catalogue.values()), NOW);
    }

    private void declare(String yaml, @Nullable String file) {
        reader.read("test.yaml", yaml).documents().forEach(document -> {
            Declared declared = new Declared(document, file, NOW);
            catalogue.put(declared.key(), declared);
        });
    }

    private static String policy(String name, String service) {
        return """
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: %s}
                spec:
                  on: [{health: {service: %s, status: DOWN}}]
                  steps: [{run: exec/restart}]
                """.formatted(name, service);
    }
}
