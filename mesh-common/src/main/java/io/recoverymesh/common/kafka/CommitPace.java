package io.recoverymesh.common.kafka;

import java.time.Duration;

/**
 * Decides when a wanted commit is asked for: at once while the task keeps up with its input, and for many decisions
 * together while it lags behind.
 */
final class CommitPace {
    private static final long NOTHING = Long.MIN_VALUE;

    private final long lag;
    private final long gather;
    private long since = NOTHING;

    /**
     * @param lag records older than this tell that the task lags behind
     * @param gather for how long it then gathers decisions
     */
    CommitPace(Duration lag, Duration gather) {
        this.lag = lag.toMillis();
        this.gather = gather.toMillis();
    }

    /**
     * A commit is wanted; whether to ask for it now. Otherwise it is owed.
     *
     * @param recordMillis when the record was sent that gave reason to
     */
    boolean want(long nowMillis, long recordMillis) {
        since = since == NOTHING ? nowMillis : since;
        if (nowMillis - recordMillis <= lag) {
            since = NOTHING;
            return true;
        }
        return isOwed(nowMillis);
    }

    /** Whether one is owed and its time has come; a clock that was set back delays nothing. */
    boolean isOwed(long nowMillis) {
        boolean due = since != NOTHING && (nowMillis - since >= gather || nowMillis < since);
        if (due) {
            since = NOTHING;
        }
        return due;
    }
}
