package io.recoverymesh.correlation.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something changed; what exactly is to be asked of the API.
 *
 * @param of facts, health or trigger: which log it comes from
 * @param id of the event
 * @param at when it happened
 * @param facts names of the records of a decision, such as StepSucceeded; empty for the others
 */
public record Notice(
        String of,
        String id,
        Instant at,
        String group,
        String target,
        @Nullable String flowId,
        @Nullable String recoveryId,
        @Nullable String policy,
        List<String> facts) {
    public Notice {
        facts = List.copyOf(facts);
    }
}
