package io.recoverymesh.handler.kubernetes;

import static io.recoverymesh.handler.kubernetes.MockCluster.failure;
import static io.recoverymesh.handler.kubernetes.MockCluster.output;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Safety;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PatchTest {
    private static final String WITH =
            "{\"namespace\":\"shop\",\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"flags\","
                    + "\"patch\":{\"data\":{\"read-only\":\"true\",\"old\":null}}}";

    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void mergesFieldsAndTellsTheVersions() throws Exception {
        String version = flags();
        JsonNode output = output(cluster.perform("patch", WITH));

        assertThat(output.get("before").asText()).isEqualTo(version);
        assertThat(output.get("resourceVersion").asText())
                .isEqualTo(seen().getMetadata().getResourceVersion());
        assertThat(seen().getData()).isEqualTo(Map.of("read-only", "true", "kept", "1"));
    }

    @Test
    void changesNothingWhereSomebodyChangedItSince() throws Exception {
        String version = flags();
        cluster.client.configMaps().inNamespace("shop").withName("flags").edit(map -> {
            map.getData().put("kept", "2");
            return map;
        });

        assertThat(failure(cluster.perform(
                                "patch",
                                WITH.replace("\"patch\"", "\"resourceVersion\":\"" + version + "\",\"patch\"")))
                        .error())
                .startsWith(
                        "Expected ConfigMap shop/flags to be still at resource version " + version + ", but it is at ");
        assertThat(seen().getData()).isEqualTo(Map.of("old", "x", "kept", "2"));
    }

    @Test
    void patchesOnceForAStepAlthoughItIsAskedTwice() throws Exception {
        flags();
        cluster.perform("patch", WITH);
        cluster.client.configMaps().inNamespace("shop").withName("flags").edit(map -> {
            map.getData().put("read-only", "false");
            return map;
        });

        cluster.perform("patch", WITH);
        assertThat(seen().getData()).containsEntry("read-only", "false");
        cluster.perform(GivenAttempt.of("key-2").fenced(8), "patch", WITH);
        assertThat(seen().getData()).containsEntry("read-only", "true");
    }

    @Test
    void aFenceHoldsAcrossOperationsOfTheSameTarget() throws Exception {
        flags();
        cluster.perform(GivenAttempt.of("key-2").fenced(8), "patch", WITH);
        assertThat(failure(cluster.perform(GivenAttempt.of("key-1").fenced(7), "patch", WITH))
                        .kind())
                .isEqualTo(FailureKind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        scale  | {"namespace":"shop","name":"a"}                                 | Expected 'replicas' of kubernetes/scale, but there is none
        scale  | {"namespace":"shop","name":"a","replicas":-1}                   | Expected 'replicas' of kubernetes/scale to be a whole number from 0 to 10000, but got '-1'
        scale  | {"namespace":"shop","name":"a","replicas":"many"}               | to be a whole number from 0 to 10000, but got 'many'
        scale  | {"namespace":"kube-system","name":"a","replicas":0}             | Expected 'namespace' to be one of the allowed namespaces [shop], but got 'kube-system'. Add it to handler.kubernetes.namespaces
        scale  | {"namespace":"shop","name":"../a","replicas":0}                 | Expected 'name' of kubernetes/scale to be a name of lower-case letters
        scale  | {"namespace":"shop","name":"a","kind":"DaemonSet","replicas":0} | Expected 'kind' of kubernetes/scale to be one of [Deployment, StatefulSet]
        scale  | {"namespace":"shop","name":"a","replcas":0}                     | Expected the fields [kind, name, namespace, replicas, wait] of kubernetes/scale, but got 'replcas'
        rollout-restart | {"name":"a"}                                           | Expected 'namespace' of kubernetes/rollout-restart, but there is none
        rollout-restart | {"namespace":"shop","name":"a","wait":"maybe"}         | Expected 'wait' of kubernetes/rollout-restart to be true or false
        drain  | {"node":"N 1"}                                                  | Expected 'node' of kubernetes/drain to be a name
        patch  | {"namespace":"shop","name":"a","kind":"ConfigMap"}              | Expected 'patch' of kubernetes/patch, but there is none
        patch  | {"namespace":"shop","name":"a","kind":"ConfigMap","patch":[]}   | Expected 'patch' of kubernetes/patch to be a map
        patch  | {"namespace":"shop","name":"a","kind":"Pod","patch":{"status":{}}} | Expected 'patch' of kubernetes/patch to be without [apiVersion, kind, status], but got 'status'
        patch  | {"namespace":"shop","name":"a","kind":"Pod","patch":{"metadata":{"finalizers":[]}}} | Expected 'patch.metadata' of kubernetes/patch to be labels and annotations only
        patch  | {"namespace":"shop","name":"a","apiVersion":"v1","kind":"Node","patch":{"spec":{}}} | to be a kind that lives in a namespace
        patch  | {"namespace":"shop","name":"a","kind":"Pod","patch":{"metadata":{"annotations":{"recovery.mesh/fence":"x"}}}} | without the annotations of recoveries
        """)
    void refusesArgumentsBeforeItStarts(String action, String with, String sentence) {
        assertThat(cluster.action(action).objection(Arguments.parse(with)))
                .hasValueSatisfying(said -> assertThat(said).contains(sentence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollout-restart",
                "scale",
                "scale-back",
                "delete-pod",
                "rollback",
                "roll-forward",
                "cordon",
                "uncordon",
                "drain",
                "patch"
            })
    void announcesASchemaAndASafetyClass(String action) throws Exception {
        assertThat(cluster.action(action).description().getSafety()).isEqualTo(Safety.IDEMPOTENT);
        JsonNode schema = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(cluster.action(action).description().getArgumentsSchema());
        assertThat(schema.get("type").asText()).isEqualTo("object");
        schema.get("required")
                .forEach(name -> assertThat(schema.get("properties").has(name.asText()))
                        .as(name.asText())
                        .isTrue());
    }

    private ConfigMap seen() {
        return cluster.client.configMaps().inNamespace("shop").withName("flags").get();
    }

    private String flags() {
        return cluster.create("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: flags, namespace: shop}
            data: {old: x, kept: "1"}
            """).getMetadata().getResourceVersion();
    }
}
