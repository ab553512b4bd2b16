package io.recoverymesh.benchmarks;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Starting Streams applications and waiting until they run; one that fails ends the measurement. */
final class Running {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private Running() {}

    static void start(KafkaStreams streams) {
        streams.setUncaughtExceptionHandler(e -> {
            e.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        long deadline = System.nanoTime() + START.toNanos();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "Expected the application to run within " + START + ", but it is " + streams.state());
            }
            Pause.of(POLL);
        }
    }

    static void close(KafkaStreams streams) {
        streams.close(Duration.ofSeconds(10));
    }
}
