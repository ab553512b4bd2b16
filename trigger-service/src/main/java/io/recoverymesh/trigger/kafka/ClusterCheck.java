package io.recoverymesh.trigger.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** Whether the cluster's transactions are safe to rely on. */
public final class ClusterCheck {
    private static final String FEATURE = "transaction.version";
    private static final int NEEDED = 2;

    private ClusterCheck() {}

    /** @throws IllegalStateException when the cluster's {@code transaction.version} is below 2, or cannot be asked */
    public static void requireTransactionVersion(Admin admin) {
        try {
            FinalizedVersionRange found = admin.describeFeatures()
                    .featureMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .finalizedFeatures()
                    .get(FEATURE);
            int level = found == null ? 0 : found.maxVersionLevel();
            if (level < NEEDED) {
                throw new IllegalStateException("Expected a cluster with transaction.version " + NEEDED
                        + " or higher, but it is " + level
                        + ": a late write of an aborted transaction could end in the next one. Run Kafka 4 and"
                        + " 'kafka-features.sh upgrade --feature transaction.version=" + NEEDED + "'.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the cluster's features", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Expected the cluster to tell its features, but " + e + ". Is mesh.bootstrap-servers right?", e);
        }
    }
}
