package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.FailureKind;
import java.util.Optional;

/**
 * Deletes one pod, as it was seen, and waits until it is gone. Which one is noted in its owner first, so that a later attempt
 * does not delete its replacement of the same name.
 */
final class DeletePod implements Operation {
    private static final int NOT_FOUND = 404;

    @Override
    public String name() {
        return "delete-pod";
    }

    @Override
    public String words() {
        return "Deletes a pod, and waits until it is gone; its owner makes a new one";
    }

    @Override
    public String schema() {
        return Schemas.object("\"namespace\",\"name\"", Schemas.OBJECT, Schemas.WAIT);
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("namespace", "name", "wait");
        String namespace = Schemas.namespace(given, settings);
        Place place = new Place(Kind.POD, namespace, given.required("name", Schemas.NAME, Schemas.NAME_WORDS));
        boolean wait = given.flag("wait", true);
        return (cluster, attempt) -> perform(cluster, attempt, place, wait);
    }

    private Outcome perform(Cluster cluster, Attempt attempt, Place place, boolean wait) throws InterruptedException {
        Optional<KubeObject> seen = cluster.find(place);
        if (seen.isEmpty()) {
            if (attempt.context().attempt() > 1) {
                return Outcome.success(output(place, ""));
            }
            throw new RefusedException("Expected " + place + " to exist, but there is none. Mend 'with'.");
        }
        KubeObject pod = seen.get();
        String uid = noted(cluster, attempt, place, pod);
        if (uid.equals(pod.uid()) && pod.text("/metadata/deletionTimestamp").isEmpty()) {
            delete(cluster, place, pod);
        }
        return wait ? awaitGone(cluster, attempt, place, uid) : Outcome.success(output(place, uid));
    }

    /** The pod that this step is about: the first attempt's, where there was one. */
    private String noted(Cluster cluster, Attempt attempt, Place place, KubeObject pod) {
        Optional<Place> owner = owner(place, pod);
        if (owner.isEmpty()) {
            return pod.uid();
        }
        Edit edit = new Edit(cluster, owner.get(), name(), attempt);
        edit.apply((copy, note) -> note.put("pod", pod.name()).put("uid", pod.uid()));
        return Marks.of(cluster.get(owner.get()), name()).path("uid").asText();
    }

    private static Optional<Place> owner(Place place, KubeObject pod) {
        for (JsonNode owner : pod.at("/metadata/ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                Kind kind = Kind.of(
                        owner.path("apiVersion").asText(), owner.path("kind").asText());
                return Optional.of(
                        new Place(kind, place.namespace(), owner.path("name").asText()));
            }
        }
        return Optional.empty();
    }

    private static void delete(Cluster cluster, Place place, KubeObject pod) {
        try {
            cluster.delete(place, pod);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    private static Outcome awaitGone(Cluster cluster, Attempt attempt, Place place, String uid)
            throws InterruptedException {
        do {
            if (cluster.find(place).map(pod -> !pod.uid().equals(uid)).orElse(true)) {
                return Outcome.success(output(place, uid));
            }
        } while (attempt.pause(place + " is being deleted"));
        return Outcome.failure(
                FailureKind.TIMED_OUT,
                "Expected " + place + " to be gone by the deadline, but it is still being deleted. Look at its"
                        + " finalizers and its node.",
                true);
    }

    private static String output(Place place, String uid) {
        ObjectNode output = Rollout.JSON.createObjectNode().put("deleted", place.toString());
        return uid.isEmpty() ? output.toString() : output.put("uid", uid).toString();
    }
}
