package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.kubernetes.KubernetesClients;
import io.recoverymesh.handler.kubernetes.KubernetesHandler;
import io.recoverymesh.handler.kubernetes.KubernetesSettings;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handler {@code kubernetes}, where it is switched on; nothing of it is loaded elsewhere. */
@Factory
@Requires(property = "handler.kubernetes.enabled", value = "true")
final class KubernetesFactory {
    @Singleton
    @Bean(preDestroy = "close")
    KubernetesClients clients(@Nullable @Property(name = "handler.kubernetes.context") String context) {
        return new KubernetesClients(context);
    }

    @Singleton
    @Named("kubernetes")
    Handler kubernetes(
            KubernetesClients clients,
            Secrets secrets,
            @Nullable @Property(name = "handler.kubernetes.namespaces") List<String> namespaces,
            @Property(name = "handler.kubernetes.nodes", defaultValue = "false") boolean nodes,
            @Property(name = "handler.kubernetes.poll", defaultValue = "1s") Duration poll) {
        KubernetesSettings settings = new KubernetesSettings(namespaces == null ? List.of() : namespaces, nodes, poll);
        List<Action> actions = KubernetesHandler.actions(settings, clients, InstantSource.system());
        return Handler.of(
                "kubernetes",
                actions.stream()
                        .map(action -> DiscreetAction.refusing(action, secrets))
                        .toList());
    }
}
