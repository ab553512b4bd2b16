package io.recoverymesh.correlation.http;

import io.micronaut.context.annotation.Context;
import io.recoverymesh.correlation.live.Feed;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the feed tell what has come, and give signs of life. */
@Context
final class LivePulse {
    private static final Logger LOG = LoggerFactory.getLogger(LivePulse.class);
    private static final long FLUSH_MILLIS = 50;
    private static final long BEAT_SECONDS = 15;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-pulse").daemon(true).factory());

    LivePulse(Feed feed) {
        var unused =
                timer.scheduleAtFixedRate(() -> safely(feed::flush), FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        unused = timer.scheduleAtFixedRate(() -> safely(feed::beat), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** A timer stops at the first exception; the others are still to be told. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("those who watch were not told", e);
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
