package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Silence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator must know now.
 *
 * @param meshPaused who paused the whole mesh, and why; null when nobody did; may be late by a second
 * @param counts over all targets
 * @param pausedServices services for which automatic recovery is off
 * @param silences during which nothing recovers by itself
 * @param recoveries that run, at most 200
 * @param targets unhealthy, blocked, in recovery, or of which nobody could be told, at most 200; {@code counts} knows of
 *     all
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
        List<SilenceView> silences,
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

    /**
     * For a time nothing recovers by itself.
     *
     * @param scope group, service or target
     * @param target service or service/instance; {@code *} for a whole group
     */
    @ApiView
    record SilenceView(String scope, String group, String target, String by, String comment, Instant until) {
        static SilenceView of(String key, Silence silence) {
            int slash = key.indexOf('/');
            String target = key.substring(slash + 1);
            String scope = key.equals(Question.groupKey(key.substring(0, slash)))
                    ? "group"
                    : target.indexOf('/') < 0 ? "service" : "target";
            return new SilenceView(
                    scope, key.substring(0, slash), target, silence.by(), silence.comment(), silence.until());
        }
    }
}
