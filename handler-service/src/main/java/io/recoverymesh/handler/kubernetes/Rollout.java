package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.FailureKind;

/** Waits until a workload runs as it is declared: all replicas new, all available. */
final class Rollout {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Rollout() {}

    static Outcome await(Cluster cluster, Place place, Attempt attempt, ObjectNode output) throws InterruptedException {
        String words;
        do {
            KubeObject object = cluster.get(place);
            if (isDone(place.kind(), object)) {
                return Outcome.success(output.toString());
            }
            if (isStuck(object)) {
                return Outcome.failure(
                        FailureKind.FAILED,
                        "Expected the rollout of " + place + " to get on, but the cluster says it does not"
                                + " (ProgressDeadlineExceeded): " + progress(place.kind(), object),
                        false);
            }
            words = place + ": " + progress(place.kind(), object);
        } while (attempt.pause(words));
        return Outcome.failure(
                FailureKind.TIMED_OUT,
                "Expected the rollout to be complete by the deadline, but " + words
                        + ". It goes on; give the step a longer timeout, or look at its pods.",
                true);
    }

    static boolean isDone(Kind kind, KubeObject object) {
        if (object.number("/status/observedGeneration") < object.number("/metadata/generation")) {
            return false;
        }
        long wanted = wanted(kind, object);
        return switch (kind.name()) {
            case "Deployment" ->
                object.number("/status/updatedReplicas") >= wanted
                        && object.number("/status/replicas") <= wanted
                        && object.number("/status/availableReplicas") >= wanted;
            case "StatefulSet" ->
                object.number("/status/readyReplicas") >= wanted
                        && object.number("/status/replicas") <= wanted
                        && object.text("/status/currentRevision").equals(object.text("/status/updateRevision"));
            default ->
                object.number("/status/updatedNumberScheduled") >= wanted
                        && object.number("/status/numberAvailable") >= wanted;
        };
    }

    private static boolean isStuck(KubeObject object) {
        if (object.number("/status/observedGeneration") < object.number("/metadata/generation")) {
            return false;
        }
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("reason").asText().equals("ProgressDeadlineExceeded")
                    && condition.path("status").asText().equals("False")) {
                return true;
            }
        }
        return false;
    }

    private static String progress(Kind kind, KubeObject object) {
        long available =
                switch (kind.name()) {
                    case "Deployment" -> object.number("/status/availableReplicas");
                    case "StatefulSet" -> object.number("/status/readyReplicas");
                    default -> object.number("/status/numberAvailable");
                };
        long updated = object.number(
                kind.equals(Kind.DAEMON_SET) ? "/status/updatedNumberScheduled" : "/status/updatedReplicas");
        return updated + " updated, " + available + " available of " + wanted(kind, object);
    }

    private static long wanted(Kind kind, KubeObject object) {
        if (kind.equals(Kind.DAEMON_SET)) {
            return object.number("/status/desiredNumberScheduled");
        }
        return object.at("/spec/replicas").asLong(1);
    }
}
