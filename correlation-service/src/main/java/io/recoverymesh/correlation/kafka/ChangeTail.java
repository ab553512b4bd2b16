package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.DeadLetters;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.correlation.live.Notice;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a feed what is committed to the logs of decisions, health and triggers, of all partitions, from now on. Reads
 * nothing while nobody watches. One thread of its own.
 */
public final class ChangeTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeTail.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Topics topics;
    private final Feed feed;
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<RecoveryEvent> events = new AvroDeserializer<>(RecoveryEvent.class);
    private final AvroDeserializer<TargetHealth> health = new AvroDeserializer<>(TargetHealth.class);
    private final AvroDeserializer<TriggerEvent> triggers = new AvroDeserializer<>(TriggerEvent.class);
    private final KafkaPulse pulse;
    private final Thread thread;

    /**
     * Does not read before {@link #start}.
     *
     * @param clients settings of every Kafka client of the service
     * @param clock of this machine
     */
    public ChangeTail(Topics topics, Feed feed, Map<String, Object> clients, String registryUrl, InstantSource clock) {
        this.topics = topics;
        this.feed = feed;
        this.pulse = new KafkaPulse(feed, clock);
        Map<String, String> registry = Map.of("schema.registry.url", registryUrl);
        List.of(events, health, triggers).forEach(one -> one.configure(registry, false));
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("change-tail").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    follow();
                } catch (RetriableException e) {
                    pulse.missed();
                    LOG.info("Kafka does not answer, those who watch are told so: {}", e.getMessage());
                }
            }
        } catch (WakeupException | InterruptException e) {
            LOG.debug("stopped");
        } catch (RuntimeException e) {
            LOG.error("the page is not told of changes any more until a restart; it goes on asking by itself", e);
        }
    }

    /** @throws RetriableException when Kafka does not answer: to be begun anew */
    private void follow() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.pause(partitions);
        boolean reading = false;
        while (true) {
            boolean watched = feed.watchers() > 0;
            if (watched && !reading) {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
                consumer.resume(partitions);
                feed.resync("nobody watched before");
            } else if (!watched && reading) {
                consumer.pause(partitions);
            }
            reading = watched;
            consumer.poll(POLL).forEach(this::tell);
            if (watched && pulse.isDue()) {
                consumer.endOffsets(partitions.subList(0, 1), ANSWER);
                pulse.felt();
            }
        }
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : List.of(topics.events.name(), topics.targets.name(), topics.triggerEvents.name())) {
            consumer.partitionsFor(topic).forEach(p -> all.add(new TopicPartition(topic, p.partition())));
        }
        return all;
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        try {
            Notice notice = record.value() == null ? null : notice(record);
            if (notice != null) {
                feed.add(notice);
            }
        } catch (RuntimeException e) {
            LOG.warn("skipped {} at offset {}: {}", record.topic(), record.offset(), DeadLetters.reason(e));
        }
    }

    private @Nullable Notice notice(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(topics.events.name())) {
            RecoveryEvent event = events.deserialize(record.topic(), record.headers(), record.value());
            return event == null ? null : of(event);
        }
        if (record.topic().equals(topics.targets.name())) {
            TargetHealth change = health.deserialize(record.topic(), record.headers(), record.value());
            return change == null ? null : of(change);
        }
        TriggerEvent event = triggers.deserialize(record.topic(), record.headers(), record.value());
        return event == null ? null : of(event);
    }

    private static Notice of(RecoveryEvent event) {
        return new Notice(
                "facts",
                event.getId(),
                event.getAt(),
                event.getGroup(),
                event.getTarget(),
                event.getFlowId().isEmpty() ? null : event.getFlowId(),
                event.getRecoveryId(),
                event.getPolicy(),
                event.getFacts().stream()
                        .map(fact -> ((SpecificRecord) fact).getSchema().getName())
                        .toList());
    }

    private static Notice of(TargetHealth change) {
        return new Notice(
                "health",
                change.getSignal().getId(),
                change.getChangedAt(),
                change.getGroup(),
                change.getTarget(),
                change.getFlowId(),
                null,
                null,
                List.of());
    }

    private static Notice of(TriggerEvent event) {
        return new Notice(
                "trigger",
                event.getId(),
                event.getAt(),
                event.getGroup(),
                event.getTarget(),
                event.getFlowId(),
                null,
                event.getPolicy(),
                List.of());
    }
}
