package io.recoverymesh.correlation.kafka;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** Which instance runs the tasks of which partitions, as Streams' metadata says. */
public final class Holders {
    private final KafkaStreams streams;
    private final @Nullable String self;

    /** @param self what this instance advertises as {@code application.server}; null when it does not */
    public Holders(KafkaStreams streams, @Nullable String self) {
        this.streams = streams;
        this.self = self;
    }

    /** Partitions of the tasks that run here; none while the tasks are being moved or restored. */
    public Set<Integer> held() {
        Set<Integer> held = new TreeSet<>();
        if (streams.state() == KafkaStreams.State.RUNNING || streams.state() == KafkaStreams.State.REBALANCING) {
            streams.metadataForLocalThreads().stream()
                    .map(ThreadMetadata::activeTasks)
                    .flatMap(Set::stream)
                    .forEach(task -> held.add(task.taskId().partition()));
        }
        return held;
    }

    /** Every other instance that advertises where it is. */
    public List<URI> others() {
        return streams.metadataForAllStreamsClients().stream()
                .filter(this::isOther)
                .map(Holders::uri)
                .distinct()
                .toList();
    }

    private boolean isOther(StreamsMetadata metadata) {
        return metadata.hostInfo().port() > 0 && !address(metadata).equals(self);
    }

    private static URI uri(StreamsMetadata metadata) {
        return URI.create("http://" + address(metadata));
    }

    private static String address(StreamsMetadata metadata) {
        return metadata.hostInfo().host() + ":" + metadata.hostInfo().port();
    }
}
