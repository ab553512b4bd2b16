package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import java.util.List;

/** Sets the number of replicas and notes the number before, for {@link ScaleBack}. */
final class Scale implements Operation {
    static final String NAME = "scale";
    static final List<Kind> KINDS = List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET);

    private static final int MOST = 10_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String words() {
        return "Sets the number of replicas";
    }

    @Override
    public String undo() {
        return "kubernetes/scale-back";
    }

    @Override
    public String schema() {
        return Schemas.object(
                "\"namespace\",\"name\",\"replicas\"",
                Schemas.OBJECT,
                Schemas.kinds(KINDS),
                Schemas.WAIT,
                "\"replicas\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":" + MOST + "}");
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("namespace", "name", "kind", "wait", "replicas");
        Place place = Schemas.workload(given, settings, KINDS);
        int replicas = given.whole("replicas", 0, MOST).orElseThrow(() -> given.missing("replicas"));
        boolean wait = given.flag("wait", true);
        return (cluster, attempt) -> perform(cluster, attempt, place, replicas, wait);
    }

    private static Outcome perform(Cluster cluster, Attempt attempt, Place place, int replicas, boolean wait)
            throws InterruptedException {
        new Edit(cluster, place, NAME, attempt).apply((copy, note) -> {
            note.put("before", copy.at("/spec/replicas").asLong(1)).put("replicas", replicas);
            copy.child("spec").put("replicas", replicas);
        });
        return end(cluster, attempt, place, wait);
    }

    static Outcome end(Cluster cluster, Attempt attempt, Place place, boolean wait) throws InterruptedException {
        ObjectNode output = Rollout.JSON
                .createObjectNode()
                .put("scaled", place.toString())
                .put("before", Marks.of(cluster.get(place), NAME).path("before").asLong())
                .put(
                        "replicas",
                        Marks.of(cluster.get(place), NAME).path("replicas").asLong());
        return wait ? Rollout.await(cluster, place, attempt, output) : Outcome.success(output.toString());
    }
}
