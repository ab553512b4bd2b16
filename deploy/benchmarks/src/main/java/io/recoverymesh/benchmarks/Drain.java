package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams;

/** Counts what an application has taken, and times it from its release to the last one. */
final class Drain {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final AtomicLong taken = new AtomicLong();

    /** One message was processed; called by one thread. */
    void count() {
        taken.setRelease(taken.getPlain() + 1);
    }

    /** Messages per second, from the first tenth to the last message: starting is not what is measured. */
    double perSecond(KafkaStreams streams, int messages) {
        long before = taken.get();
        streams.resume();
        long first = before + messages / 10;
        long last = before + messages;
        long begin = await(first);
        long counted = taken.get();
        long end = await(last);
        streams.pause();
        return (last - counted) * 1e9 / (end - begin);
    }

    private long await(long count) {
        return Pause.until(
                () -> taken.get() >= count,
                LONGEST,
                () -> count + " messages to be taken, but there were " + taken.get());
    }
}
