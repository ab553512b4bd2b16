package io.recoverymesh.common.kafka;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What the state of an application means for who waits for it. */
public final class StreamsState {
    private StreamsState() {}

    /** Its name; {@code NOT_RUNNING} where there is none. */
    public static String name(@Nullable KafkaStreams streams) {
        return state(streams).name();
    }

    /** Whether records are taken. */
    public static boolean isReady(@Nullable KafkaStreams streams) {
        return state(streams) == KafkaStreams.State.RUNNING;
    }

    /** One clause: why records are not taken, or that they are. */
    public static String why(@Nullable KafkaStreams streams) {
        return switch (state(streams)) {
            case RUNNING -> "records are taken";
            case CREATED -> "it has not been started yet";
            case REBALANCING -> "partitions are being assigned, or their state is being restored from Kafka";
            case PENDING_SHUTDOWN, NOT_RUNNING ->
                "it is stopping, or still waits for Kafka, its topics, or the catalogue";
            case PENDING_ERROR, ERROR -> "its threads have failed again and again; the log says why";
        };
    }

    private static KafkaStreams.State state(@Nullable KafkaStreams streams) {
        return streams == null ? KafkaStreams.State.NOT_RUNNING : streams.state();
    }
}
