package io.recoverymesh.handler.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What recoveries may touch, besides what the cluster's own rules (RBAC) allow.
 *
 * @param namespaces by name; {@code *}: all of them
 * @param nodes whether nodes may be cordoned and drained
 * @param poll how often a rollout is looked at
 */
public record KubernetesSettings(List<String> namespaces, boolean nodes, Duration poll) {
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(1);

    private static final Pattern NAMESPACE = Pattern.compile("\\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public KubernetesSettings {
        namespaces = List.copyOf(namespaces);
        for (String namespace : namespaces) {
            if (!NAMESPACE.matcher(namespace).matches()) {
                throw new IllegalArgumentException(
                        "Expected handler.kubernetes.namespaces to hold names of namespaces or '*', but got '"
                                + namespace + "'");
            }
        }
        if (poll.compareTo(SHORTEST) < 0 || poll.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "Expected handler.kubernetes.poll of 10ms to 60s, but got " + poll.toMillis() + "ms");
        }
    }

    boolean allows(String namespace) {
        return namespaces.contains("*") || namespaces.contains(namespace);
    }
}
