package io.recoverymesh.handler.kubernetes;

import java.util.List;

/**
 * A kind of object.
 *
 * @param plural as it stands in URLs; empty: the cluster is asked
 */
record Kind(String apiVersion, String name, String plural, boolean namespaced) {
    static final Kind DEPLOYMENT = new Kind("apps/v1", "Deployment", "deployments", true);
    static final Kind STATEFUL_SET = new Kind("apps/v1", "StatefulSet", "statefulsets", true);
    static final Kind DAEMON_SET = new Kind("apps/v1", "DaemonSet", "daemonsets", true);
    static final Kind REPLICA_SET = new Kind("apps/v1", "ReplicaSet", "replicasets", true);
    static final Kind POD = new Kind("v1", "Pod", "pods", true);
    static final Kind NODE = new Kind("v1", "Node", "nodes", false);

    static final List<Kind> WORKLOADS = List.of(DEPLOYMENT, STATEFUL_SET, DAEMON_SET);

    private static final List<Kind> KNOWN = List.of(
            DEPLOYMENT,
            STATEFUL_SET,
            DAEMON_SET,
            REPLICA_SET,
            POD,
            NODE,
            new Kind("v1", "ConfigMap", "configmaps", true),
            new Kind("v1", "Service", "services", true),
            new Kind("batch/v1", "CronJob", "cronjobs", true),
            new Kind("batch/v1", "Job", "jobs", true),
            new Kind("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
            new Kind("networking.k8s.io/v1", "Ingress", "ingresses", true));

    /** One that this handler does not know is looked up in the cluster when it is needed. */
    static Kind of(String apiVersion, String name) {
        return KNOWN.stream()
                .filter(kind -> kind.apiVersion.equals(apiVersion) && kind.name.equals(name))
                .findFirst()
                .orElseGet(() -> new Kind(apiVersion, name, "", true));
    }

    String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    String version() {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
}
