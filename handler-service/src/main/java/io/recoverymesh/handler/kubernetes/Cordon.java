package io.recoverymesh.handler.kubernetes;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import org.jspecify.annotations.Nullable;

/** Lets no new pods onto a node, or lets them again. */
final class Cordon implements Operation {
    private final boolean closed;

    Cordon(boolean closed) {
        this.closed = closed;
    }

    @Override
    public String name() {
        return closed ? "cordon" : "uncordon";
    }

    @Override
    public String words() {
        return closed
                ? "Lets no new pods onto a node"
                : "Lets pods onto a node again: takes kubernetes/cordon and kubernetes/drain back";
    }

    @Override
    public @Nullable String undo() {
        return closed ? "kubernetes/uncordon" : null;
    }

    @Override
    public String schema() {
        return Schemas.object("\"node\"", Schemas.NODE, Drain.OPTIONS);
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("node", "emptyDir", "unmanaged");
        Place node = Schemas.node(given, settings);
        return (cluster, attempt) -> {
            apply(cluster, attempt, node);
            return Outcome.success(Rollout.JSON
                    .createObjectNode()
                    .put(name() + "ed", node.name())
                    .toString());
        };
    }

    void apply(Cluster cluster, Attempt attempt, Place node) {
        new Edit(cluster, node, name(), attempt)
                .apply((copy, note) -> copy.child("spec").put("unschedulable", closed));
    }
}
