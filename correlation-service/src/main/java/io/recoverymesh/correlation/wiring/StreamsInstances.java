package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.correlation.http.Instances;
import io.recoverymesh.correlation.kafka.Holders;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;

/** Who holds which partitions, as the consumer group agreed; up to a rebalance ago. */
@Singleton
final class StreamsInstances implements Instances {
    private final CorrelationStreams streams;
    private final CorrelationSettings settings;
    private final Advertised advertised;

    StreamsInstances(CorrelationStreams streams, CorrelationSettings settings, Advertised advertised) {
        this.streams = streams;
        this.settings = settings;
        this.advertised = advertised;
    }

    @Override
    public Set<Integer> held() {
        return holders().map(Holders::held).orElse(Set.of());
    }

    @Override
    public int partitions() {
        return settings.partitions();
    }

    @Override
    public boolean holds(String group) {
        return held().contains(Partitions.ofGroup(group, settings.partitions()));
    }

    @Override
    public List<URI> others() {
        return holders().map(Holders::others).orElse(List.of());
    }

    private Optional<Holders> holders() {
        KafkaStreams running = streams.streams();
        return running == null ? Optional.empty() : Optional.of(new Holders(running, advertised.address()));
    }
}
