package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Changes one object at most once for a step: whoever did it already, or comes too late, changes nothing.
 *
 * @param operation names the note in the object
 */
record Edit(Cluster cluster, Place place, String operation, Attempt attempt) {
    private static final int MOST_TRIES = 5;
    private static final int CONFLICT = 409;

    /**
     * @param requirement throws {@link RefusedException} where the object is not as it must be
     * @param change of a copy; what it puts into the note is kept for the undo
     * @return the object as it was read last, before the change
     */
    KubeObject apply(Consumer<KubeObject> requirement, BiConsumer<KubeObject, ObjectNode> change) {
        for (int tries = 1; ; tries++) {
            KubeObject seen = cluster.get(place);
            Marks.requireFence(place, seen, attempt);
            if (Marks.isDone(seen, operation, attempt)) {
                return seen;
            }
            requirement.accept(seen);
            KubeObject changed = seen.copy();
            ObjectNode note = Marks.note(attempt);
            change.accept(changed, note);
            Marks.set(changed, operation, note, attempt);
            try {
                cluster.replace(place, changed);
                return seen;
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT || tries >= MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    KubeObject apply(BiConsumer<KubeObject, ObjectNode> change) {
        return apply(seen -> {}, change);
    }
}
