package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds what happens into flows, as one pure function per input. Each returns the ids of the flows that were opened or
 * closed by it.
 */
public final class Stitcher {
    /** A target's health changed. */
    public Set<String> onHealth(FlowBook book, TargetHealth record) {
        return Set.of();
    }

    /** Something became of a candidate. */
    public Set<String> onTriggerEvent(FlowBook book, TriggerEvent event) {
        return Set.of();
    }

    /** A recovery is asked for; told only where the verdict alone would not tell who or what asked. */
    public Set<String> onRequest(FlowBook book, RecoveryRequest request) {
        return Set.of();
    }

    /** A decision was made. */
    public Set<String> onDecision(FlowBook book, RecoveryEvent event) {
        return Set.of();
    }

    /** The flow for mesh.flows, with at most 200 entries; null when there is none. */
    public @Nullable FlowView view(FlowBook book, String flowId) {
        return null;
    }

    /** Removes what is older than its retention: at most {@code limit} verdicts and flows; the number removed. */
    public int sweep(FlowBook book, Instant now, int limit) {
        return 0;
    }
}
