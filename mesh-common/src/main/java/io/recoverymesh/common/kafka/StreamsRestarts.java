package io.recoverymesh.common.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a Streams thread that failed: another takes over from the committed offsets. Where that does not help,
 * the application stops: stopped is better than wrong, and its health says so.
 */
public final class StreamsRestarts implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRestarts.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST = 20;

    private final Clock clock;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    public StreamsRestarts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Instant now = clock.instant();
        restarts.addLast(now);
        while (restarts.peekFirst() != null && restarts.peekFirst().isBefore(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (exception instanceof Error || restarts.size() > MOST) {
            LOG.error("stopping: {} failures in {}", restarts.size(), WINDOW, exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread failed; another starts from the committed offsets", exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
