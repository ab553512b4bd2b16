package io.recoverymesh.benchmarks;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Starting Streams applications and waiting until they run; one that fails ends the measurement. */
final class Running {
    private static final Duration START = Duration.ofSeconds(60);

    private Running() {}

    static void start(KafkaStreams streams) {
        streams.setUncaughtExceptionHandler(e -> {
            e.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        Pause.until(
                () -> streams.state() == KafkaStreams.State.RUNNING,
                START,
                () -> "the application to run, but it is " + streams.state());
    }

    static void close(KafkaStreams streams) {
        streams.close(Duration.ofSeconds(10));
    }
}
