package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;

/** Replaces all pods of a workload, as {@code kubectl rollout restart} does, and waits until they are available. */
final class RolloutRestart implements Operation {
    @Override
    public String name() {
        return "rollout-restart";
    }

    @Override
    public String words() {
        return "Restarts all pods of a workload, a few at a time, and waits until they are available";
    }

    @Override
    public String schema() {
        return Schemas.object("\"namespace\",\"name\"", Schemas.OBJECT, Schemas.kinds(Kind.WORKLOADS), Schemas.WAIT);
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("namespace", "name", "kind", "wait");
        Place place = Schemas.workload(given, settings, Kind.WORKLOADS);
        boolean wait = given.flag("wait", true);
        return (cluster, attempt) -> perform(cluster, attempt, place, wait);
    }

    private Outcome perform(Cluster cluster, Attempt attempt, Place place, boolean wait) throws InterruptedException {
        new Edit(cluster, place, name(), attempt).apply(seen -> requireRolling(place, seen), (copy, note) -> copy.child(
                        "spec", "template", "metadata", "annotations")
                .put(
                        "kubectl.kubernetes.io/restartedAt",
                        attempt.clock().instant().toString()));
        ObjectNode output = Rollout.JSON.createObjectNode().put("restarted", place.toString());
        return wait ? Rollout.await(cluster, place, attempt, output) : Outcome.success(output.toString());
    }

    static void requireRolling(Place place, KubeObject seen) {
        if (seen.at("/spec/paused").asBoolean()) {
            throw new RefusedException(
                    "Expected " + place + " not to be paused, but it is. Resume it: kubectl rollout" + " resume.");
        }
        if (seen.text("/spec/updateStrategy/type").equals("OnDelete")) {
            throw new RefusedException("Expected " + place + " to have the update strategy RollingUpdate, but it has"
                    + " OnDelete. Delete its pods instead (kubernetes/delete-pod).");
        }
    }
}
