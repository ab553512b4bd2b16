package io.recoverymesh.common.kafka;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits as soon as a decision wants to be seen, but lets the decisions of a burst share a commit. A stream thread that is
 * asked to commit after every round takes one record per round: under load each record would pay for a commit of its own.
 */
public final class EarlyCommits {
    private static final Duration LAG = Duration.ofMillis(25);
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final ProcessorContext<?, ?> context;
    private long record = Long.MAX_VALUE / 2;
    private final CommitPace pace = new CommitPace(LAG, GATHER);

    /** To be made when the processor is initialised. */
    public EarlyCommits(ProcessorContext<?, ?> context) {
        this.context = context;
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> commitIf(pace.isOwed(now)));
    }

    /** Something was decided that others wait for, by the record or the timer that is being processed. */
    public void want() {
        commitIf(pace.want(context.currentSystemTimeMs(), record));
    }

    /**
     * A record is taken.
     *
     * @param timestampMillis when it was sent
     */
    public void taking(long timestampMillis) {
        record = timestampMillis;
    }

    /** A timer is taken. */
    public void takingTimer() {
        record = Long.MAX_VALUE / 2;
    }

    private void commitIf(boolean now) {
        if (now) {
            context.commit();
        }
    }
}
