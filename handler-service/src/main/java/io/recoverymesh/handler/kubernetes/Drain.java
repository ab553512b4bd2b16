package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.FailureKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cordons a node and evicts its pods, as disruption budgets allow; those of daemon sets and of the node itself stay. Nothing is
 * evicted where one of the pods would be lost for good, unless the policy says so.
 */
final class Drain implements Operation {
    static final String OPTIONS = "\"emptyDir\":{\"type\":\"boolean\",\"default\":false},"
            + "\"unmanaged\":{\"type\":\"boolean\",\"default\":false}";

    private static final int SHOWN = 10;

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String words() {
        return "Cordons a node and evicts its pods, as disruption budgets allow";
    }

    @Override
    public String undo() {
        return "kubernetes/uncordon";
    }

    @Override
    public String schema() {
        return Schemas.object("\"node\"", Schemas.NODE, OPTIONS);
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("node", "emptyDir", "unmanaged");
        Place node = Schemas.node(given, settings);
        boolean emptyDir = given.flag("emptyDir", false);
        boolean unmanaged = given.flag("unmanaged", false);
        return (cluster, attempt) -> {
            for (KubeObject pod : toEvict(cluster, node.name())) {
                requireReplaceable(pod, emptyDir, unmanaged);
            }
            new Cordon(true).apply(cluster, attempt, node);
            return evictAll(cluster, attempt, node);
        };
    }

    private static Outcome evictAll(Cluster cluster, Attempt attempt, Place node) throws InterruptedException {
        Set<String> evicted = new HashSet<>();
        List<KubeObject> left = toEvict(cluster, node.name());
        while (!left.isEmpty()) {
            List<String> waiting = new ArrayList<>();
            for (KubeObject pod : left) {
                boolean going = !pod.text("/metadata/deletionTimestamp").isEmpty() || evicted.contains(pod.uid());
                if (!going && cluster.evict(pod)) {
                    evicted.add(pod.uid());
                } else if (!going) {
                    waiting.add(pod.namespace() + "/" + pod.name());
                }
            }
            String words = node + ": " + left.size() + " pods left" + held(waiting);
            if (!attempt.pause(words)) {
                return Outcome.failure(
                        FailureKind.TIMED_OUT,
                        "Expected the node to be drained by the deadline, but " + words
                                + ". It stays cordoned; kubernetes/uncordon takes that back.",
                        true);
            }
            left = toEvict(cluster, node.name());
        }
        return Outcome.success(Rollout.JSON
                .createObjectNode()
                .put("drained", node.name())
                .put("evicted", evicted.size())
                .toString());
    }

    private static String held(List<String> waiting) {
        return waiting.isEmpty()
                ? ""
                : ", held by disruption budgets: " + waiting.subList(0, Math.min(SHOWN, waiting.size()));
    }

    private static List<KubeObject> toEvict(Cluster cluster, String node) {
        return cluster.podsOn(node).stream().filter(Drain::counts).toList();
    }

    private static boolean counts(KubeObject pod) {
        String phase = pod.text("/status/phase");
        return pod.annotation("kubernetes.io/config.mirror").isEmpty()
                && !controller(pod).equals("DaemonSet")
                && !phase.equals("Succeeded")
                && !phase.equals("Failed");
    }

    private static void requireReplaceable(KubeObject pod, boolean emptyDir, boolean unmanaged) {
        String name = pod.namespace() + "/" + pod.name();
        if (!unmanaged && controller(pod).isEmpty()) {
            throw new RefusedException("Expected every pod of the node to have an owner that replaces it, but " + name
                    + " has none. Move it away, or give 'unmanaged: true'.");
        }
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (!emptyDir && volume.has("emptyDir")) {
                throw new RefusedException("Expected no pod of the node to keep data in an emptyDir, but " + name
                        + " does. Move it away, or give 'emptyDir: true'.");
            }
        }
    }

    private static String controller(KubeObject pod) {
        for (JsonNode owner : pod.at("/metadata/ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner.path("kind").asText();
            }
        }
        return "";
    }
}
