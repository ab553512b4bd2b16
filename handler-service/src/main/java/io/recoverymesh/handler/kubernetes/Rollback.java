package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a deployment the pod template of its previous revision, or of a named one; notes which it had. */
final class Rollback implements Operation {
    static final String NAME = "rollback";

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final List<Kind> KINDS = List.of(Kind.DEPLOYMENT);

    private final boolean forward;

    /** @param forward back to the revision that the last rollback left: its undo */
    Rollback(boolean forward) {
        this.forward = forward;
    }

    @Override
    public String name() {
        return forward ? "roll-forward" : NAME;
    }

    @Override
    public String words() {
        return forward ? "Takes the last kubernetes/rollback back" : "Gives a deployment its previous revision";
    }

    @Override
    public @Nullable String undo() {
        return forward ? null : "kubernetes/roll-forward";
    }

    @Override
    public String schema() {
        return Schemas.object(
                "\"namespace\",\"name\"",
                Schemas.OBJECT,
                Schemas.kinds(KINDS),
                Schemas.WAIT,
                "\"revision\":{\"type\":\"integer\",\"minimum\":1}");
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("namespace", "name", "kind", "wait", "revision");
        Place place = Schemas.workload(given, settings, KINDS);
        int asked = given.whole("revision", 1, Integer.MAX_VALUE).orElse(0);
        boolean wait = given.flag("wait", true);
        return (cluster, attempt) -> perform(cluster, attempt, place, asked, wait);
    }

    private Outcome perform(Cluster cluster, Attempt attempt, Place place, int asked, boolean wait)
            throws InterruptedException {
        new Edit(cluster, place, NAME, attempt)
                .apply(seen -> RolloutRestart.requireRolling(place, seen), (copy, note) -> {
                    List<KubeObject> revisions = revisions(cluster, place, copy);
                    KubeObject wanted =
                            forward ? left(place, copy, revisions) : previous(place, copy, revisions, asked);
                    note.put("from", revision(copy))
                            .put("to", revision(wanted))
                            .put("left", replicaSet(copy, revisions));
                    ObjectNode template = wanted.at("/spec/template").deepCopy();
                    if (template.at("/metadata/labels") instanceof ObjectNode labels) {
                        labels.remove("pod-template-hash");
                    }
                    copy.child("spec").set("template", template);
                });
        JsonNode note = Marks.of(cluster.get(place), NAME);
        ObjectNode output = Rollout.JSON
                .createObjectNode()
                .put("from", note.path("from").asLong())
                .put("to", note.path("to").asLong());
        return wait ? Rollout.await(cluster, place, attempt, output) : Outcome.success(output.toString());
    }

    /** Newest first. */
    private static List<KubeObject> revisions(Cluster cluster, Place place, KubeObject deployment) {
        return cluster.list(Kind.REPLICA_SET, place.namespace(), Map.of()).stream()
                .filter(set -> isOwned(set, deployment))
                .filter(set -> revision(set) > 0)
                .sorted(Comparator.comparingLong(Rollback::revision).reversed())
                .toList();
    }

    private static boolean isOwned(KubeObject set, KubeObject deployment) {
        for (JsonNode owner : set.at("/metadata/ownerReferences")) {
            if (owner.path("uid").asText().equals(deployment.uid())) {
                return true;
            }
        }
        return false;
    }

    private static KubeObject previous(Place place, KubeObject deployment, List<KubeObject> revisions, int asked) {
        long current = revision(deployment);
        return revisions.stream()
                .filter(set -> asked > 0 ? revision(set) == asked : revision(set) < current)
                .findFirst()
                .orElseThrow(() -> new RefusedException("Expected " + place + " to have "
                        + (asked > 0 ? "revision " + asked : "a revision before " + current) + ", but it has "
                        + revisions.stream().map(Rollback::revision).toList() + "."));
    }

    private static KubeObject left(Place place, KubeObject deployment, List<KubeObject> revisions) {
        String name = Marks.of(deployment, NAME).path("left").asText();
        return revisions.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException("Expected " + place + " to have been rolled back by a recovery"
                        + " from a revision that is still there, but "
                        + (name.isEmpty() ? "it was not rolled back" : "ReplicaSet " + name + " is gone") + "."));
    }

    private static String replicaSet(KubeObject deployment, List<KubeObject> revisions) {
        long current = revision(deployment);
        return revisions.stream()
                .filter(set -> revision(set) == current)
                .map(KubeObject::name)
                .findFirst()
                .orElse("");
    }

    private static long revision(KubeObject object) {
        try {
            return Long.parseLong(object.annotation(REVISION).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
