package io.recoverymesh.handler.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.recoverymesh.handler.action.Action;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The actions of the handler {@code kubernetes}. */
public final class KubernetesHandler {
    private KubernetesHandler() {}

    /** @param client asked for when a step needs it, not before */
    public static List<Action> actions(
            KubernetesSettings settings, Supplier<KubernetesClient> client, InstantSource clock) {
        Cluster cluster = new Cluster(client);
        return Stream.of(
                        new RolloutRestart(),
                        new Scale(),
                        new ScaleBack(),
                        new DeletePod(),
                        new Rollback(false),
                        new Rollback(true),
                        new Cordon(true),
                        new Cordon(false),
                        new Drain(),
                        new Patch())
                .<Action>map(operation -> new KubernetesAction(operation, settings, cluster, clock))
                .toList();
    }
}
