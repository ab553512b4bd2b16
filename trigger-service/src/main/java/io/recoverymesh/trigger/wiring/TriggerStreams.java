package io.recoverymesh.trigger.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.recoverymesh.common.kafka.ClusterCheck;
import io.recoverymesh.common.kafka.DeadLetterHandler;
import io.recoverymesh.common.kafka.LocalState;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.StreamsRestarts;
import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.http.HeldElsewhereException;
import io.recoverymesh.trigger.http.TargetStates;
import io.recoverymesh.trigger.kafka.Backlog;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.kafka.CatalogueConsumer;
import io.recoverymesh.trigger.kafka.Holders;
import io.recoverymesh.trigger.kafka.KafkaBacklog;
import io.recoverymesh.trigger.kafka.StreamsSettings;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.kafka.TriggerTopology;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.system.Prober;
import io.recoverymesh.trigger.trigger.TargetState;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Starts in order: the cluster's check and topics, the whole catalogue, the streams, the probes. Stops the other way. */
@Singleton
final class TriggerStreams implements ApplicationEventListener<StartupEvent>, TargetStates {
    private static final Duration READ_CATALOGUE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final MeshConfiguration mesh;
    private final TriggerConfiguration configuration;
    private final CatalogueBoard board;
    private final CatalogueConsumer catalogue;
    private final PayloadReader payloads;
    private final Prober prober;
    private final TriggerObserver observer;
    private final @Nullable MeterRegistry registry;
    private @Nullable LocalState state;
    private volatile @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics metrics;

    TriggerStreams(
            MeshConfiguration mesh,
            TriggerConfiguration configuration,
            CatalogueBoard board,
            CatalogueConsumer catalogue,
            PayloadReader payloads,
            Prober prober,
            TriggerObserver observer,
            @Nullable MeterRegistry registry) {
        this.mesh = mesh;
        this.configuration = configuration;
        this.board = board;
        this.catalogue = catalogue;
        this.payloads = payloads;
        this.prober = prober;
        this.observer = observer;
        this.registry = registry;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        prepareCluster();
        readCatalogue();
        StreamsSettings settings = configuration.streams(mesh);
        LocalState local = LocalState.open(settings.stateDirectory(), settings.applicationId());
        state = local;
        Backlog backlog = new KafkaBacklog(mesh.clients(), settings.applicationId(), question -> Thread.ofVirtual()
                .name("trigger-backlog")
                .start(question));
        Properties properties = settings.properties(mesh.kafka(), mesh.registryUrl(), mesh.instance());
        properties.put(DeadLetterHandler.LISTENER, (DeadLetterHandler.Listener) observer::deadLetter);
        KafkaStreams started = new KafkaStreams(
                TriggerTopology.build(configuration.topology(mesh, payloads), board, observer, backlog), properties);
        started.setUncaughtExceptionHandler(new StreamsRestarts(Clock.systemUTC()));
        local.begin();
        started.start();
        streams = started;
        if (registry != null && configuration.kafkaMetrics()) {
            metrics = new KafkaStreamsMetrics(started);
            metrics.bindTo(registry);
        }
        board.listen(current -> prober.follow(current.services()));
    }

    /** The running application; null before the start and after the stop. */
    @Nullable
    KafkaStreams streams() {
        return streams;
    }

    @Override
    public TargetState of(String key) {
        KafkaStreams running = streams;
        if (running == null) {
            throw new IllegalStateException("Expected a running service, but it starts or stops");
        }
        TargetRef target = TargetRef.ofKey(key);
        int partition = Partitions.of(TopicKey.TARGET, target.target(), mesh.partitions());
        Set<Integer> here = TriggerTopology.partitionsHeldBy(running);
        if (!here.isEmpty() && !here.contains(partition)) {
            String holder = new Holders(
                            mesh.clients(), configuration.streams(mesh).applicationId())
                    .of(new TopicPartition(mesh.topics().health.name(), partition));
            throw new HeldElsewhereException("Expected to be asked of targets in partitions " + here + ", which "
                    + (mesh.instance() == null ? "this instance" : mesh.instance()) + " holds, but " + key
                    + " lies in partition " + partition + ", held by " + holder + ". Ask there");
        }
        return TriggerTopology.stateOf(running, key);
    }

    @PreDestroy
    void stop() {
        KafkaStreams running = streams;
        streams = null;
        if (metrics != null) {
            metrics.close();
        }
        boolean ended = running != null
                && running.close(
                        CloseOptions.groupMembershipOperation(membership()).withTimeout(STOP));
        if (state != null) {
            if (ended) {
                state.end();
            }
            state.close();
        }
    }

    /** An instance with a name comes back to its tasks; one without gives them away at once. */
    private GroupMembershipOperation membership() {
        return mesh.instance() == null
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }

    private void prepareCluster() {
        Topics topics = mesh.topics();
        try (Admin admin = Admin.create(mesh.clients())) {
            ClusterCheck.requireSafeTransactions(admin);
            new TopicCreator(admin, mesh.partitions(), mesh.replication())
                    .ensure(
                            List.of(
                                    topics.health,
                                    topics.anomaly,
                                    topics.alert,
                                    topics.events,
                                    topics.targets,
                                    topics.triggerEvents,
                                    topics.requests,
                                    topics.policies,
                                    deadLetters(topics, topics.health),
                                    deadLetters(topics, topics.anomaly),
                                    deadLetters(topics, topics.alert),
                                    deadLetters(topics, topics.events)),
                            mesh.createTopics());
        }
    }

    private static Topic deadLetters(Topics topics, Topic topic) {
        return topics.deadLetters(topic);
    }

    private void readCatalogue() {
        catalogue.start();
        try {
            if (!catalogue.awaitComplete(READ_CATALOGUE)) {
                throw new IllegalStateException(
                        "Expected to read " + mesh.topics().policies.name() + " within " + READ_CATALOGUE.toSeconds()
                                + " s, but it took longer. Are Kafka and the registry well?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the catalogue", e);
        }
    }
}
