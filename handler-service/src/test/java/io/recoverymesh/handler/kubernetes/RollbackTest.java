package io.recoverymesh.handler.kubernetes;

import static io.recoverymesh.handler.kubernetes.MockCluster.deploymentYaml;
import static io.recoverymesh.handler.kubernetes.MockCluster.failure;
import static io.recoverymesh.handler.kubernetes.MockCluster.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.recoverymesh.handler.fixture.GivenAttempt;
import io.recoverymesh.schemas.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deployment is at revision 3; revisions 1 and 2 are still there, and one of another deployment. */
@Timeout(60)
final class RollbackTest {
    private static final String PAYMENTS = "{\"namespace\":\"shop\",\"name\":\"payments\",\"wait\":false}";

    private final MockCluster cluster = new MockCluster();

    @BeforeEach
    void deploy() {
        HasMetadata deployment = cluster.create(deploymentYaml("payments"));
        for (int revision = 1; revision <= 3; revision++) {
            replicaSet(
                    "payments-" + revision, revision, deployment.getMetadata().getUid());
        }
        replicaSet("other-9", 2, "another");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void givesItThePreviousRevisionOnceAndTakesThatBack() throws Exception {
        assertThat(output(cluster.perform("rollback", PAYMENTS)).toString()).isEqualTo("{\"from\":3,\"to\":2}");
        assertThat(image()).isEqualTo("payments:2");
        assertThat(cluster.deployment("payments")
                        .at("/spec/template/metadata/labels")
                        .toString())
                .isEqualTo("{\"app\":\"payments\"}");

        // What the deployment controller does: the old template gets a new revision.
        cluster.client
                .apps()
                .replicaSets()
                .inNamespace("shop")
                .withName("payments-2")
                .edit(set -> revised(set, "4"));
        cluster.client
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("payments")
                .edit(d -> revised(d, "4"));
        assertThat(output(cluster.perform("rollback", PAYMENTS)).toString()).isEqualTo("{\"from\":3,\"to\":2}");
        assertThat(image()).isEqualTo("payments:2");

        assertThat(output(cluster.perform(GivenAttempt.of("undo").fenced(8), "roll-forward", PAYMENTS))
                        .toString())
                .isEqualTo("{\"from\":4,\"to\":3}");
        assertThat(image()).isEqualTo("payments:3");
    }

    @Test
    void givesItTheRevisionThatIsNamed() throws Exception {
        cluster.perform("rollback", PAYMENTS.replace("}", ",\"revision\":1}"));
        assertThat(image()).isEqualTo("payments:1");
    }

    @Test
    void namesTheRevisionsThereAre() throws Exception {
        assertThat(failure(cluster.perform("rollback", PAYMENTS.replace("}", ",\"revision\":7}")))
                        .error())
                .isEqualTo("Expected Deployment shop/payments to have revision 7, but it has [3, 2, 1].");
        assertThat(failure(cluster.perform("roll-forward", PAYMENTS)).kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(image()).isEqualTo("payments:3");
    }

    private static <T extends HasMetadata> T revised(T object, String revision) {
        object.getMetadata().getAnnotations().put("deployment.kubernetes.io/revision", revision);
        return object;
    }

    private String image() {
        return cluster.deployment("payments")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private void replicaSet(String name, int revision, String owner) {
        cluster.create("""
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              name: %s
              namespace: shop
              annotations: {"deployment.kubernetes.io/revision": "%d"}
              ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: payments, uid: %s, controller: true}]
            spec:
              template:
                metadata: {labels: {app: payments, pod-template-hash: "%d"}}
                spec: {containers: [{name: app, image: "payments:%d"}]}
            """.formatted(name, revision, owner, revision, revision));
    }
}
