package io.recoverymesh.handler.kubernetes;

import static io.recoverymesh.handler.kubernetes.MockCluster.failure;
import static io.recoverymesh.handler.kubernetes.MockCluster.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.utils.ResponseProvider;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.schemas.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PodsAndNodesTest {
    private static final String POD = "{\"namespace\":\"shop\",\"name\":\"db-0\"}";
    private static final String NODE = "{\"node\":\"n-1\"}";

    private final MockCluster cluster = new MockCluster();
    private final Map<String, Integer> evictions = new ConcurrentHashMap<>();
    private final Map<String, Pod> pods = new ConcurrentHashMap<>();

    /** The mock does not know the field by which pods of a node are found. */
    @BeforeEach
    void findPodsOfANode() {
        cluster.server
                .expect()
                .get()
                .withPath("/api/v1/pods?fieldSelector=spec.nodeName%3Dn-1")
                .andReply(200, request -> new PodListBuilder()
                        .withItems(List.copyOf(pods.values()))
                        .build())
                .always();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void deletesAPodOnceAndNotItsReplacementOfTheSameName() throws Exception {
        owner();
        pod("db-0", "StatefulSet", "n-1", "");
        String uid = uid("db-0");

        assertThat(output(cluster.perform("delete-pod", POD)).get("uid").asText())
                .isEqualTo(uid);
        assertThat(find("db-0")).isNull();
        pod("db-0", "StatefulSet", "n-1", "");
        String replacement = uid("db-0");

        assertThat(output(cluster.perform("delete-pod", POD)).get("uid").asText())
                .isEqualTo(uid);
        assertThat(uid("db-0")).isEqualTo(replacement).isNotEqualTo(uid);
        // Another step means the pod that is there now.
        assertThat(cluster.perform(GivenAttempt.of("key-2").fenced(8), "delete-pod", POD))
                .isInstanceOf(Outcome.Success.class);
        assertThat(find("db-0")).isNull();
    }

    @Test
    void aPodThatIsNotThereIsAMistakeTheFirstTimeOnly() throws Exception {
        assertThat(failure(cluster.perform("delete-pod", POD)).kind()).isEqualTo(FailureKind.REFUSED);
        GivenAttempt second = new GivenAttempt("key-1", 2, 7, Instant.now().plusSeconds(10), new ArrayList<>());
        assertThat(cluster.perform(second, "delete-pod", POD)).isInstanceOf(Outcome.Success.class);
    }

    @Test
    void closesANodeAndOpensItAgain() throws Exception {
        node();
        assertThat(output(cluster.perform("cordon", NODE)).toString()).isEqualTo("{\"cordoned\":\"n-1\"}");
        assertThat(unschedulable()).isTrue();
        assertThat(output(cluster.perform(GivenAttempt.of("undo").fenced(8), "uncordon", NODE))
                        .toString())
                .isEqualTo("{\"uncordoned\":\"n-1\"}");
        assertThat(unschedulable()).isFalse();
    }

    @Test
    void drainsANodeAsBudgetsAllowAndLeavesWhatBelongsToIt() throws Exception {
        node();
        pod("web-1", "ReplicaSet", "n-1", "");
        pod("web-2", "ReplicaSet", "n-1", "");
        pod("agent", "DaemonSet", "n-1", "");
        pod("elsewhere", "ReplicaSet", "n-2", "");
        answerEviction("web-1", 201);
        answerEviction("web-2", 429);
        GivenAttempt attempt = GivenAttempt.of("key-1");
        CompletableFuture<Outcome> running = start(attempt);

        await().until(() ->
                attempt.words().contains("Node n-1: 2 pods left, held by disruption budgets: [shop/web-2]"));
        assertThat(unschedulable()).isTrue();
        delete("web-1");
        answerEviction("web-2", 201);
        await().until(() -> attempt.words().contains("Node n-1: 1 pods left"));
        delete("web-2");

        assertThat(output(running.get()).toString()).isEqualTo("{\"drained\":\"n-1\",\"evicted\":2}");
        assertThat(find("agent")).isNotNull();
        assertThat(find("elsewhere")).isNotNull();
    }

    @Test
    void evictsNothingWhereAPodWouldBeLostForGood() throws Exception {
        node();
        pod("web-1", "ReplicaSet", "n-1", "");
        pod("alone", "", "n-1", "");
        assertThat(failure(cluster.perform("drain", NODE)).error())
                .isEqualTo("Expected every pod of the node to have an owner that replaces it, but shop/alone has none."
                        + " Move it away, or give 'unmanaged: true'.");
        delete("alone");
        pod("cache", "ReplicaSet", "n-1", "volumes: [{name: data, emptyDir: {}}]");
        assertThat(failure(cluster.perform("drain", NODE)).error()).contains("shop/cache does");
        assertThat(unschedulable()).isFalse();
    }

    @Test
    void saysAtTheDeadlineWhatHoldsTheNode() throws Exception {
        node();
        pod("web-1", "ReplicaSet", "n-1", "");
        answerEviction("web-1", 429);

        Outcome.Failure late = failure(
                cluster.perform(GivenAttempt.of("key-1").until(Instant.now().plusMillis(400)), "drain", NODE));
        assertThat(late.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(late.error()).contains("held by disruption budgets: [shop/web-1]", "kubernetes/uncordon");
    }

    private CompletableFuture<Outcome> start(GivenAttempt attempt) {
        CompletableFuture<Outcome> running = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                running.complete(cluster.perform(attempt, "drain", NODE));
            } catch (Exception e) {
                running.completeExceptionally(e);
            }
        });
        return running;
    }

    /** From now on; the last word counts. */
    private void answerEviction(String pod, int status) {
        if (evictions.put(pod, status) == null) {
            cluster.server
                    .expect()
                    .post()
                    .withPath("/api/v1/namespaces/shop/pods/" + pod + "/eviction")
                    .andReply(new EvictionAnswer(evictions, pod))
                    .always();
        }
    }

    private record EvictionAnswer(Map<String, Integer> evictions, String pod) implements ResponseProvider<Object> {
        @Override
        public int getStatusCode(RecordedRequest request) {
            return Objects.requireNonNull(evictions.get(pod));
        }

        @Override
        public Object getBody(RecordedRequest request) {
            return "{\"kind\":\"Status\",\"code\":" + evictions.get(pod) + "}";
        }

        @Override
        public Headers getHeaders() {
            return Headers.builder().build();
        }

        @Override
        public void setHeaders(Headers headers) {}
    }

    private boolean unschedulable() {
        return Boolean.TRUE.equals(
                cluster.client.nodes().withName("n-1").get().getSpec().getUnschedulable());
    }

    private Pod find(String name) {
        return cluster.client.pods().inNamespace("shop").withName(name).get();
    }

    private String uid(String name) {
        return find(name).getMetadata().getUid();
    }

    private void delete(String name) {
        List<?> ignored =
                cluster.client.pods().inNamespace("shop").withName(name).delete();
        assertThat(ignored).isNotEmpty();
        pods.remove(name);
    }

    private void node() {
        cluster.create("""
            apiVersion: v1
            kind: Node
            metadata: {name: n-1}
            spec: {podCIDR: 10.1.0.0/24}
            """);
    }

    private void owner() {
        cluster.create("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: owner, namespace: shop}
            spec: {replicas: 1}
            """);
    }

    private void pod(String name, String owner, String node, String more) {
        String owners = owner.isEmpty()
                ? ""
                : "ownerReferences: [{apiVersion: apps/v1, kind: " + owner
                        + ", name: owner, uid: o-1, controller: true}]";
        HasMetadata pod = cluster.create("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: %s
              namespace: shop
              %s
            spec:
              nodeName: %s
              containers: [{name: app, image: app}]
              %s
            status: {phase: Running}
            """.formatted(name, owners, node, more));
        pods.put(name, (Pod) pod);
    }
}
