package io.recoverymesh.handler.kubernetes;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;

/** Sets the number of replicas that there was before the last {@link Scale}. */
final class ScaleBack implements Operation {
    @Override
    public String name() {
        return "scale-back";
    }

    @Override
    public String words() {
        return "Takes the last kubernetes/scale back";
    }

    @Override
    public String schema() {
        return Schemas.object("\"namespace\",\"name\"", Schemas.OBJECT, Schemas.kinds(Scale.KINDS), Schemas.WAIT);
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        // The undo of a step may be given the step's own arguments.
        given.only("namespace", "name", "kind", "wait", "replicas");
        Place place = Schemas.workload(given, settings, Scale.KINDS);
        boolean wait = given.flag("wait", true);
        return (cluster, attempt) -> perform(cluster, attempt, place, wait);
    }

    private static Outcome perform(Cluster cluster, Attempt attempt, Place place, boolean wait)
            throws InterruptedException {
        new Edit(cluster, place, Scale.NAME, attempt)
                .apply(
                        seen -> {
                            if (!Marks.of(seen, Scale.NAME).has("before")) {
                                throw new RefusedException("Expected " + place + " to have been scaled by a recovery"
                                        + " (annotation recovery.mesh/scale), but it was not. Scale it with"
                                        + " kubernetes/scale.");
                            }
                        },
                        (copy, note) -> {
                            long before =
                                    Marks.of(copy, Scale.NAME).path("before").asLong();
                            note.put("before", copy.at("/spec/replicas").asLong(1))
                                    .put("replicas", before);
                            copy.child("spec").put("replicas", before);
                        });
        return Scale.end(cluster, attempt, place, wait);
    }
}
