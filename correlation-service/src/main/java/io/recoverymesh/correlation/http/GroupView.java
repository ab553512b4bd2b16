package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Storm;
import io.recoverymesh.correlation.ledger.Switch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One group.
 *
 * @param known targets ever seen
 * @param unhealthy targets unhealthy or in recovery
 * @param active recoveries running
 * @param queued requests that wait
 * @param storm null when none is on
 * @param paused null when automatic recovery is on
 */
@ApiView
record GroupView(
        String group,
        int known,
        int unhealthy,
        int active,
        int queued,
        @Nullable StormView storm,
        @Nullable PauseView paused) {

    /** Too large a share is unhealthy; {@code calmSince} is null while that lasts. */
    @ApiView
    record StormView(
            Instant since,
            int percent,
            long calmForMs,
            @Nullable Instant calmSince) {
        static StormView of(Storm storm) {
            return new StormView(storm.since(), storm.percent(), storm.calmFor().toMillis(), storm.calmSince());
        }
    }

    /** A brake that an operator pulled. */
    @ApiView
    record PauseView(String by, String comment, Instant at) {
        static PauseView of(Switch paused) {
            return new PauseView(paused.by(), paused.comment(), paused.at());
        }
    }

    static GroupView of(String group, GroupState state) {
        Storm storm = state.storm();
        Switch paused = state.paused();
        return new GroupView(
                group,
                state.known(),
                state.unhealthy(),
                state.active(),
                state.queued(),
                storm == null ? null : StormView.of(storm),
                paused == null ? null : PauseView.of(paused));
    }
}
