package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.live.Feed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Whether Kafka answers: those who watch are told since when it does not, and that it does again. Of one thread. */
final class KafkaPulse {
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Feed feed;
    private final InstantSource clock;
    private Instant felt;
    private boolean gone;

    KafkaPulse(Feed feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
        this.felt = clock.instant();
    }

    /** Whether it is time to ask. */
    boolean isDue() {
        Instant now = clock.instant();
        return gone || now.isBefore(felt) || Duration.between(felt, now).compareTo(EVERY) >= 0;
    }

    /** It has answered. */
    void felt() {
        felt = clock.instant();
        if (gone) {
            gone = false;
            feed.fresh();
        }
    }

    /** It has not. */
    void missed() {
        gone = true;
        feed.stale(felt.toString());
    }
}
