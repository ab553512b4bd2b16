package io.recoverymesh.correlation.wiring;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.recoverymesh.common.kafka.ClusterCheck;
import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.kafka.DeadLetterHandler;
import io.recoverymesh.common.kafka.LocalState;
import io.recoverymesh.common.kafka.StreamsDefaults;
import io.recoverymesh.common.kafka.StreamsRestarts;
import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.kafka.ChangeTail;
import io.recoverymesh.correlation.kafka.CorrelationTopology;
import io.recoverymesh.correlation.kafka.KafkaCommandTopics;
import io.recoverymesh.correlation.kafka.KafkaTargetsTail;
import io.recoverymesh.correlation.kafka.MeshGroups;
import io.recoverymesh.correlation.kafka.Shell;
import io.recoverymesh.correlation.kafka.Telemetry;
import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.schemas.GroupLoad;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Starts and stops the topology: first the cluster and its topics, then what other groups published, then the streams. */
@Singleton
final class CorrelationStreams implements ApplicationEventListener<StartupEvent> {
    private static final Duration READ_GROUPS = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final CorrelationSettings settings;
    private final Telemetry telemetry;
    private final MeshGroups groups;
    private final CatalogueReader catalogue;
    private final DeclaredNeighbourhood neighbourhood;
    private final HandlerReader handlers;
    private final NotifySettings notifySettings;
    private final PolicyLoader loader;
    private final Feed feed;
    private @Nullable ChangeTail tail;
    private final Advertised advertised;
    private @Nullable Admin admin;
    private @Nullable CompactedTopic<GroupLoad> groupReader;
    private @Nullable LocalState state;
    private volatile @Nullable KafkaStreams streams;

    CorrelationStreams(
            CorrelationSettings settings,
            Telemetry telemetry,
            MeshGroups groups,
            CatalogueReader catalogue,
            DeclaredNeighbourhood neighbourhood,
            HandlerReader handlers,
            NotifySettings notifySettings,
            PolicyLoader loader,
            Feed feed,
            Advertised advertised) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.neighbourhood = neighbourhood;
        this.handlers = handlers;
        this.notifySettings = notifySettings;
        this.loader = loader;
        this.feed = feed;
        this.advertised = advertised;
        this.telemetry = telemetry;
        this.groups = groups;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        Topics topics = settings.topics();
        LocalState local = LocalState.open(settings.stateDir(), settings.applicationId());
        state = local;
        Admin client = Admin.create(settings.clients());
        admin = client;
        ClusterCheck.requireSafeTransactions(client);
        TopicCreator creator = new TopicCreator(client, settings.partitions(), settings.replication());
        creator.ensure(withDeadLetters(topics), settings.createTopics());
        readPublished(topics);
        Shell shell = new Shell(
                groups,
                neighbourhood,
                handlers::objection,
                notifySettings.addressees(),
                new KafkaCommandTopics(topics, creator, settings.createTopics()),
                new KafkaTargetsTail(topics.targets.name(), settings.clients(), settings.applicationId()),
                telemetry,
                settings.tick(),
                question -> Thread.ofVirtual().name("catch-up").start(question));
        KafkaStreams started = new KafkaStreams(
                CorrelationTopology.of(topics, shell, Map.of("schema.registry.url", settings.registryUrl())), config());
        started.setUncaughtExceptionHandler(new StreamsRestarts(Clock.systemUTC()));
        local.begin();
        started.start();
        streams = started;
        loader.start();
        ChangeTail changes =
                new ChangeTail(topics, feed, settings.clients(), settings.registryUrl(), InstantSource.system());
        tail = changes;
        changes.start();
    }

    /** The running application; null before the start and after the stop. */
    @Nullable
    KafkaStreams streams() {
        return streams;
    }

    @PreDestroy
    void stop() {
        if (tail != null) {
            tail.close();
        }
        KafkaStreams running = streams;
        if (running != null) {
            streams = null;
            if (running.close(STOP) && state != null) {
                state.end();
            }
        }
        if (state != null) {
            state.close();
        }
        if (groupReader != null) {
            groupReader.close();
        }
        if (admin != null) {
            admin.close(STOP);
        }
    }

    private void readPublished(Topics topics) {
        AvroDeserializer<GroupLoad> deserializer = new AvroDeserializer<>(GroupLoad.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registryUrl()), false);
        CompactedTopic<GroupLoad> reader =
                new CompactedTopic<>(topics.groups.name(), settings.clients(), deserializer, groups::onEntry);
        groupReader = reader;
        reader.start();
        handlers.start();
        neighbourhood.start();
        try {
            catalogue.start();
            neighbourhood.awaitRead();
            if (!reader.awaitRead(READ_GROUPS)) {
                throw new IllegalStateException(
                        "Expected to read " + topics.groups.name() + " within " + READ_GROUPS + ", but it took longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    private Properties config() {
        Map<String, Object> config = StreamsDefaults.of(
                settings.applicationId(), settings.bootstrapServers(), settings.registryUrl(), settings.stateDir());
        settings.kafka().addTo(config);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        String instance = settings.instance();
        if (instance != null) {
            StreamsDefaults.nameInstance(config, instance);
        }
        config.put(DeadLetterHandler.LISTENER, (DeadLetterHandler.Listener) telemetry::deadLettered);
        String address = advertised.address();
        if (address != null) {
            config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        }
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    private static List<Topic> withDeadLetters(Topics topics) {
        List<Topic> read =
                List.of(topics.targets, topics.requests, topics.results, topics.operator, topics.triggerEvents);
        List<Topic> all = new ArrayList<>(topics.all());
        read.forEach(topic -> all.add(topics.deadLetters(topic)));
        return all;
    }
}
