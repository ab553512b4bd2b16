package io.recoverymesh.trigger.kafka;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.trigger.trigger.Chaining;
import java.util.OptionalInt;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How deep the chained recoveries are that have not ended, and up to which event each group's chains were made.
 *
 * <p>Bounded by the chained recoveries that run at once: a recovery that no other caused is not remembered.
 */
final class Chains {
    private static final String DEPTH = "depth/";
    private static final String DONE = "done/";

    private final KeyValueStore<String, Long> store;

    Chains(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    void remember(RecoveryEvent event) {
        OptionalInt depth = Chaining.startedDepth(event);
        if (depth.isPresent() && depth.getAsInt() > 0 && isNew(event)) {
            store.put(DEPTH + event.getRecoveryId(), (long) depth.getAsInt());
        }
    }

    /** False for an end that was seen before. */
    boolean isNew(RecoveryEvent event) {
        Long done = store.get(DONE + event.getGroup());
        return done == null || event.getSequence() > done;
    }

    int depthOf(RecoveryEvent event) {
        Long depth = store.get(DEPTH + event.getRecoveryId());
        return depth == null ? 0 : depth.intValue();
    }

    void ended(RecoveryEvent event) {
        store.put(DONE + event.getGroup(), event.getSequence());
        if (store.get(DEPTH + event.getRecoveryId()) != null) {
            store.delete(DEPTH + event.getRecoveryId());
        }
    }
}
