package io.recoverymesh.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** fabric8's server that keeps objects, and the controllers that a real cluster has, as far as a test plays them. */
final class MockCluster implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger TALK = Logger.getLogger(MockWebServer.class.getName());

    static {
        TALK.setLevel(Level.WARNING);
    }

    final KubernetesMockServer server;
    final KubernetesClient client;
    private final List<Action> actions;

    MockCluster() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(JSON), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = server.createClient(builder ->
                builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
        KubernetesSettings settings = new KubernetesSettings(List.of("shop"), true, Duration.ofMillis(20));
        actions = KubernetesHandler.actions(settings, () -> client, InstantSource.system());
    }

    Action action(String name) {
        return actions.stream()
                .filter(action -> action.description().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Outcome perform(String action, String with) throws Exception {
        return perform(GivenAttempt.of("key-1"), action, with);
    }

    Outcome perform(GivenAttempt attempt, String action, String with) throws Exception {
        assertThat(action(action).objection(Arguments.parse(with))).isEmpty();
        return attempt.perform(action(action), with);
    }

    /** Creates an object from YAML; answers it as the server keeps it. */
    HasMetadata create(String yaml) {
        HasMetadata object = client.getKubernetesSerialization().unmarshal(yaml);
        return client.resource(object).create();
    }

    JsonNode deployment(String name) {
        return JSON.valueToTree(
                client.apps().deployments().inNamespace("shop").withName(name).get());
    }

    /** Plays the controller: says of a deployment that it runs as declared. */
    void rollOut(String name) {
        client.apps().deployments().inNamespace("shop").withName(name).editStatus(deployment -> {
            int replicas = deployment.getSpec().getReplicas();
            return deployment
                    .edit()
                    .editOrNewStatus()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withAvailableReplicas(replicas)
                    .endStatus()
                    .build();
        });
    }

    static JsonNode output(Outcome outcome) throws Exception {
        assertThat(outcome).isInstanceOf(Outcome.Success.class);
        return JSON.readTree(((Outcome.Success) outcome).output());
    }

    static Outcome.Failure failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        return (Outcome.Failure) outcome;
    }

    static String deploymentYaml(String name) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s, namespace: shop, generation: 1, annotations: {"deployment.kubernetes.io/revision": "3"}}
            spec:
              replicas: 2
              template:
                metadata: {labels: {app: payments}}
                spec: {containers: [{name: app, image: "payments:3"}]}
            """.formatted(name);
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
