package io.recoverymesh.common.kafka;

import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** How many records of its input an application has not taken yet. */
public final class StreamsLag {
    private static final String NAME = "records-lag";
    private static final String PARTITION = "partition";

    private StreamsLag() {}

    /** Over all partitions that are held here, as of the last fetch; 0 where nothing runs. */
    public static double of(@Nullable KafkaStreams streams) {
        if (streams == null) {
            return 0;
        }
        double lag = 0;
        for (Metric metric : streams.metrics().values()) {
            if (metric.metricName().name().equals(NAME)
                    && metric.metricName().tags().containsKey(PARTITION)
                    && metric.metricValue() instanceof Number number
                    && number.doubleValue() > 0) {
                lag += number.doubleValue();
            }
        }
        return lag;
    }
}
