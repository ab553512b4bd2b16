package io.recoverymesh.handler.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of one cluster, made when it is first needed: as the environment says (service account, kubeconfig). */
public final class KubernetesClients implements Supplier<KubernetesClient>, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REQUEST = Duration.ofSeconds(15);

    private final @Nullable String context;
    private @Nullable KubernetesClient client;

    /** @param context of the kubeconfig; null: the current one */
    public KubernetesClients(@Nullable String context) {
        this.context = context;
    }

    @Override
    public synchronized KubernetesClient get() {
        if (client == null) {
            client = new KubernetesClientBuilder()
                    .withConfig(patient(Config.autoConfigure(context)))
                    .build();
        }
        return client;
    }

    /** Without tries of its own: each try of a step is seen, and a disruption budget is told of, not waited for in silence. */
    static Config patient(Config config) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout((int) CONNECT.toMillis())
                .withRequestTimeout((int) REQUEST.toMillis())
                .build();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
