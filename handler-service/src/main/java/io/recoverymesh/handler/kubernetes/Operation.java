package io.recoverymesh.handler.kubernetes;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.schemas.Safety;
import org.jspecify.annotations.Nullable;

/** One thing to do to a cluster: how it is announced, and how its arguments are read. */
interface Operation {
    String name();

    String words();

    default Safety safety() {
        return Safety.IDEMPOTENT;
    }

    /** {@code handler/action} that takes it back; null where nothing has to, or nothing can. */
    default @Nullable String undo() {
        return null;
    }

    /** JSON Schema of the arguments. */
    String schema();

    /** @throws IllegalArgumentException saying what is wrong with the arguments */
    Work work(Given given, KubernetesSettings settings);

    /** What is left to do once the arguments are read. */
    interface Work {
        Outcome perform(Cluster cluster, Attempt attempt) throws InterruptedException;
    }
}
