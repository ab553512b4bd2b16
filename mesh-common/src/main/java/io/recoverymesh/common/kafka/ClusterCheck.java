package io.recoverymesh.common.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** Refuses clusters on which exactly-once can be broken by an old transaction that comes late (KIP-890). */
public final class ClusterCheck {
    private static final String FEATURE = "transaction.version";
    private static final short NEEDED = 2;
    private static final long TIMEOUT_SECONDS = 30;

    private ClusterCheck() {}

    /** @throws TopicSetupException when the cluster cannot be reached, or its transaction.version is below 2 */
    public static void requireSafeTransactions(Admin admin) {
        try {
            FinalizedVersionRange range = admin.describeFeatures()
                    .featureMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .finalizedFeatures()
                    .get(FEATURE);
            short found = range == null ? 0 : range.maxVersionLevel();
            if (found < NEEDED) {
                throw new TopicSetupException("Expected a cluster with " + FEATURE + " " + NEEDED + ", but it has "
                        + found + ". Upgrade it: kafka-features.sh upgrade --feature " + FEATURE + "=" + NEEDED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicSetupException("Interrupted while looking at the cluster", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new TopicSetupException(
                    "Expected to reach Kafka (mesh.bootstrap-servers), but: " + DeadLetters.reason(e), e);
        }
    }
}
