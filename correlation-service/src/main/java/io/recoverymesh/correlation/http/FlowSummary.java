package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One flow in a list.
 *
 * @param state open or closed
 * @param outcome of the recovery that ended last
 */
@ApiView
record FlowSummary(
        String flowId,
        String group,
        String target,
        String title,
        String state,
        @Nullable String outcome,
        Instant startedAt,
        Instant changedAt,
        @Nullable Instant endedAt,
        List<String> recoveries,
        List<String> policies) {

    static FlowSummary of(Flow flow) {
        return new FlowSummary(
                flow.flowId(),
                flow.group(),
                flow.target(),
                flow.title(),
                flow.state().name().toLowerCase(Locale.ROOT),
                flow.outcome() == null ? null : flow.outcome().name(),
                flow.startedAt(),
                flow.changedAt(),
                flow.endedAt(),
                flow.recoveries(),
                flow.policies());
    }
}
