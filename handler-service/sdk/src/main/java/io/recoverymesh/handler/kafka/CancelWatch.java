package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.handler.attempt.Attempts;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the cancellations and questions about attempts that run here, whoever reads the commands by now: a rebalance gives
 * the target's partition to another instance while the attempt goes on. It reads all partitions, commits nothing, and begins
 * at their ends; what this instance does not run is not its business.
 */
final class CancelWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final RecordCodec codec;
    private final Set<String> topics;
    private final Attempts attempts;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> open;

    CancelWatch(KafkaClients clients, RecordCodec codec, Set<String> topics, Attempts attempts) {
        this.clients = clients;
        this.codec = codec;
        this.topics = topics;
        this.attempts = attempts;
        this.thread = Thread.ofPlatform().daemon().name("handler-cancellations").unstarted(this::watch);
    }

    /** Once the topics exist. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> waiting = open;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    private void watch() {
        while (!isClosed()) {
            try (Consumer<byte[], byte[]> consumer = clients.watcher()) {
                open = consumer;
                begin(consumer);
                while (!isClosed()) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
                    records.forEach(this::hear);
                    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
                }
            } catch (WakeupException e) {
                LOG.debug("Stopped", e);
            } catch (RuntimeException e) {
                LOG.warn("Expected to hear cancellations, but {}; opening anew", e.toString());
                pause();
            }
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition -> {
            Long from = positions.getOrDefault(partition, ends.get(partition));
            if (from != null) {
                consumer.seek(partition, from);
            }
        });
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            StepCommand command = codec.command(record);
            if (command == null) {
                return;
            }
            AttemptKey attempt = AttemptKey.of(command);
            if (command.getBody() instanceof CancelStep cancel) {
                attempts.cancel(new Decision.Cancel(attempt, cancel.getReason()));
            } else if (command.getBody() instanceof ProbeStep) {
                attempts.giveUp(attempt);
            }
        } catch (UndecodableRecordException e) {
            LOG.debug("Whoever owns the partition buries it", e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            if (closed.await(1, TimeUnit.SECONDS)) {
                LOG.debug("Stopped instead of opening anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
