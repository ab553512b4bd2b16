package io.recoverymesh.correlation.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator must know now.
 *
 * @param meshPaused who paused the whole mesh, and why; null when nobody did; may be late by a second
 * @param counts over all targets that were looked at
 * @param pausedServices services for which automatic recovery is off
 * @param recoveries that run, at most 200
 * @param targets unhealthy, blocked or in recovery, at most 200
 * @param waiting for another look or for a person, at most 200
 * @param breakers that are not closed, at most 200
 * @param recent flows, the most recently changed first
 */
@ApiView
record NowView(
        Instant at,
        @Nullable String meshPaused,
        Counts counts,
        List<GroupView> groups,
        List<PausedService> pausedServices,
        List<RecoveryView> recoveries,
        List<TargetView> targets,
        List<WaitingView> waiting,
        List<BreakerView> breakers,
        List<FlowSummary> recent,
        List<String> missing) {

    /** Targets that are known, that are unhealthy, that are in recovery. */
    @ApiView
    record Counts(int targets, int unhealthy, int recovering) {}

    /** A service for which an operator pulled the brake. */
    @ApiView
    record PausedService(String group, String service, GroupView.PauseView paused) {}
}
