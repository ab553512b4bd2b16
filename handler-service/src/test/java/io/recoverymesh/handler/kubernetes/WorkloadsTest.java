package io.recoverymesh.handler.kubernetes;

import static io.recoverymesh.handler.kubernetes.MockCluster.deploymentYaml;
import static io.recoverymesh.handler.kubernetes.MockCluster.failure;
import static io.recoverymesh.handler.kubernetes.MockCluster.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.schemas.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkloadsTest {
    private static final String PAYMENTS = "{\"namespace\":\"shop\",\"name\":\"payments\"}";
    private static final String RESTARTED = "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt";

    private final MockCluster cluster = new MockCluster();

    @BeforeEach
    void deploy() {
        cluster.create(deploymentYaml("payments"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void restartsOnceAndWaitsUntilAllReplicasAreNewAndAvailable() throws Exception {
        GivenAttempt attempt = GivenAttempt.of("key-1");
        CompletableFuture<Outcome> running = start(attempt, "rollout-restart", PAYMENTS);
        await().until(() -> !attempt.words().isEmpty());

        String restartedAt = cluster.deployment("payments").at(RESTARTED).asText();
        assertThat(Instant.parse(restartedAt)).isBeforeOrEqualTo(Instant.now());
        assertThat(attempt.words().getFirst()).isEqualTo("Deployment shop/payments: 0 updated, 0 available of 2");
        assertThat(running).isNotDone();
        cluster.rollOut("payments");
        assertThat(output(running.get()).toString()).isEqualTo("{\"restarted\":\"Deployment shop/payments\"}");

        assertThat(cluster.perform("rollout-restart", PAYMENTS)).isInstanceOf(Outcome.Success.class);
        assertThat(cluster.deployment("payments").at(RESTARTED).asText()).isEqualTo(restartedAt);
    }

    @Test
    void keepsWhatItDoesNotKnowOfTheObject() throws Exception {
        cluster.perform("rollout-restart", "{\"namespace\":\"shop\",\"name\":\"payments\",\"wait\":false}");

        assertThat(cluster.deployment("payments")
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("payments:3");
        assertThat(cluster.deployment("payments")
                        .at("/spec/template/metadata/labels/app")
                        .asText())
                .isEqualTo("payments");
    }

    @Test
    void doesNothingForACommandThatIsOlderThanTheLastOne() throws Exception {
        String scale = "{\"namespace\":\"shop\",\"name\":\"payments\",\"replicas\":%d,\"wait\":false}";
        assertThat(cluster.perform(GivenAttempt.of("key-9").fenced(9), "scale", scale.formatted(5)))
                .isInstanceOf(Outcome.Success.class);

        Outcome.Failure late =
                failure(cluster.perform(GivenAttempt.of("key-8").fenced(8), "scale", scale.formatted(1)));
        assertThat(late.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(late.error())
                .isEqualTo(
                        "Expected a fence of at least 9 for team/payments/payments-1 at Deployment shop/payments, but"
                                + " got 8: a newer command was already performed");
        assertThat(cluster.deployment("payments").at("/spec/replicas").asInt()).isEqualTo(5);
    }

    @Test
    void scalesAndBackToWhatItWas() throws Exception {
        String with = "{\"namespace\":\"shop\",\"name\":\"payments\",\"replicas\":5,\"wait\":false}";
        assertThat(output(cluster.perform("scale", with)).toString())
                .isEqualTo("{\"scaled\":\"Deployment shop/payments\",\"before\":2,\"replicas\":5}");
        // A second attempt of the same step does not take 5 for the number before.
        assertThat(output(cluster.perform("scale", with)).get("before").asInt()).isEqualTo(2);

        assertThat(output(cluster.perform(GivenAttempt.of("undo-1").fenced(8), "scale-back", with))
                        .toString())
                .isEqualTo("{\"scaled\":\"Deployment shop/payments\",\"before\":5,\"replicas\":2}");
        assertThat(cluster.deployment("payments").at("/spec/replicas").asInt()).isEqualTo(2);
    }

    @Test
    void doesNotScaleBackWhatNobodyScaled() throws Exception {
        assertThat(failure(cluster.perform("scale-back", PAYMENTS)).error())
                .startsWith("Expected Deployment shop/payments to have been scaled by a recovery");
    }

    @Test
    void readsAgainWhereSomebodyElseWasFasterAndOverwritesNothing() throws Exception {
        String with = "{\"namespace\":\"shop\",\"name\":\"payments\",\"replicas\":7,\"wait\":false}";
        conflicts(2);
        assertThat(cluster.perform("scale", with)).isInstanceOf(Outcome.Success.class);
        assertThat(cluster.deployment("payments").at("/spec/replicas").asInt()).isEqualTo(7);

        conflicts(5);
        Outcome.Failure busy = failure(cluster.perform(GivenAttempt.of("key-2"), "scale", with.replace("7", "1")));
        assertThat(busy.error()).contains("409");
        assertThat(busy.retryable()).isTrue();
        assertThat(cluster.deployment("payments").at("/spec/replicas").asInt()).isEqualTo(7);
    }

    @Test
    void sendsTheVersionThatItSawSoThatTheClusterCanRefuseIt() {
        Cluster own = new Cluster(() -> cluster.client);
        Place place = new Place(Kind.DEPLOYMENT, "shop", "payments");
        KubeObject seen = own.get(place);
        cluster.rollOut("payments");

        assertThatThrownBy(() -> own.replace(place, seen))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
    }

    private void conflicts(int times) {
        cluster.server
                .expect()
                .put()
                .withPath("/apis/apps/v1/namespaces/shop/deployments/payments")
                .andReturn(409, "{\"kind\":\"Status\",\"code\":409,\"message\":\"modified\"}")
                .times(times);
    }

    @Test
    void endsAtTheDeadlineAndOnCancellationWhileItWaits() throws Exception {
        GivenAttempt brief = GivenAttempt.of("key-1").until(Instant.now().plusMillis(400));
        Outcome.Failure late = failure(cluster.perform(brief, "rollout-restart", PAYMENTS));
        assertThat(late.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(late.error()).contains("0 updated, 0 available of 2");

        GivenAttempt attempt = GivenAttempt.of("key-2");
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                cluster.perform(attempt, "rollout-restart", PAYMENTS);
            } catch (Exception e) {
                interrupted.set(e instanceof InterruptedException);
            }
        });
        await().until(() -> !attempt.words().isEmpty());
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void saysThatARolloutIsStuck() throws Exception {
        GivenAttempt attempt = GivenAttempt.of("key-1");
        CompletableFuture<Outcome> running = start(attempt, "rollout-restart", PAYMENTS);
        await().until(() -> !attempt.words().isEmpty());
        cluster.client
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("payments")
                .editStatus(deployment -> deployment
                        .edit()
                        .editOrNewStatus()
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .addNewCondition()
                        .withType("Progressing")
                        .withStatus("False")
                        .withReason("ProgressDeadlineExceeded")
                        .endCondition()
                        .endStatus()
                        .build());

        Outcome.Failure stuck = failure(running.get());
        assertThat(stuck.retryable()).isFalse();
        assertThat(stuck.error()).contains("ProgressDeadlineExceeded");
    }

    @Test
    void doesNotRestartWhatIsPausedOrNotThere() throws Exception {
        cluster.create(deploymentYaml("paused").replace("replicas: 2", "replicas: 2\n  paused: true"));

        assertThat(failure(cluster.perform("rollout-restart", PAYMENTS.replace("payments", "paused")))
                        .error())
                .contains("not to be paused");
        assertThat(failure(cluster.perform("rollout-restart", PAYMENTS.replace("payments", "other")))
                        .error())
                .isEqualTo("Expected Deployment shop/other to exist, but there is none. Mend 'with'.");
        assertThat(failure(cluster.perform(
                                "rollout-restart",
                                "{\"namespace\":\"shop\",\"name\":\"payments\",\"kind\":\"StatefulSet\"}"))
                        .kind())
                .isEqualTo(FailureKind.REFUSED);
    }

    @Test
    void saysWhatRightIsMissing() throws Exception {
        cluster.server
                .expect()
                .put()
                .withPath("/apis/apps/v1/namespaces/shop/deployments/payments")
                .andReturn(403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"deployments.apps is forbidden\"}")
                .once();

        Outcome.Failure failure = failure(cluster.perform("rollout-restart", PAYMENTS));
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.error())
                .isEqualTo("Expected the cluster to allow rollout-restart, but got 403: deployments.apps is forbidden."
                        + " Give the handler's service account the right to it.");
    }

    private CompletableFuture<Outcome> start(GivenAttempt attempt, String action, String with) {
        CompletableFuture<Outcome> running = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                running.complete(cluster.perform(attempt, action, with));
            } catch (Exception e) {
                running.completeExceptionally(e);
            }
        });
        return running;
    }
}
