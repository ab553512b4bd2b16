package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the records of one poll into a {@link Batch}: decodes, asks the protocol, writes down what to publish. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Map<String, Handler> handlers = new HashMap<>();
    private final Map<String, String> deadLetters = new HashMap<>();
    private final RecordCodec codec;
    private final String instance;
    private final LoopObserver observer;

    Intake(Collection<Handler> handlers, Topics topics, RecordCodec codec, String instance, LoopObserver observer) {
        for (Handler handler : handlers) {
            Topic commands = topics.commands(handler.name());
            this.handlers.put(commands.name(), handler);
            this.deadLetters.put(commands.name(), topics.deadLetters(commands).name());
        }
        this.codec = codec;
        this.instance = instance;
        this.observer = observer;
    }

    Set<String> topics() {
        return Set.copyOf(handlers.keySet());
    }

    Batch decide(
            ConsumerRecords<byte[], byte[]> records, Sitting sitting, Instant now, ToIntFunction<String> partitions) {
        Batch batch = new Batch(sitting);
        for (TopicPartition partition : records.partitions()) {
            OffsetAndMetadata end = Objects.requireNonNull(records.nextOffsets().get(partition));
            decide(batch, partition, records.records(partition), end, now, partitions);
        }
        return batch;
    }

    private void decide(
            Batch batch,
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            OffsetAndMetadata end,
            Instant now,
            ToIntFunction<String> partitions) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!take(batch, record, now, partitions)) {
                batch.returnTo.put(partition, record.offset());
                return;
            }
            batch.offsets.put(partition, new OffsetAndMetadata(record.offset() + 1));
        }
        batch.offsets.put(partition, end);
    }

    private boolean take(
            Batch batch, ConsumerRecord<byte[], byte[]> record, Instant now, ToIntFunction<String> partitions) {
        StepCommand command;
        try {
            command = codec.command(record);
        } catch (UndecodableRecordException e) {
            bury(batch, record, e.getClass().getName(), String.valueOf(e.getMessage()));
            return true;
        }
        if (command == null) {
            bury(batch, record, "", "Expected a StepCommand in topic " + record.topic() + ", but came no value.");
            return true;
        }
        Handler handler = Objects.requireNonNull(handlers.get(record.topic()));
        return switch (batch.sitting.decide(handler, command, now)) {
            case Decision.Wait ignored -> false;
            case Decision.Accept accept -> {
                Results results = new Results(handler.name(), instance, command);
                batch.outgoing.add(codec.result(results.started(accept.lease().until(now), now), partitions));
                batch.accepted.add(accept);
                yield true;
            }
            case Decision.Refuse refuse -> {
                Results results = new Results(handler.name(), instance, command);
                ProducerRecord<byte[], byte[]> told = codec.result(results.refused(refuse.error(), now), partitions);
                batch.outgoing.add(told);
                batch.told.add(() -> refused(refuse));
                yield true;
            }
            case Decision.Cancel cancel -> batch.cancelled.add(cancel);
            case Decision.Ignore ignore -> batch.told.add(() -> ignored(ignore));
        };
    }

    private void refused(Decision.Refuse refuse) {
        LOG.warn("Refused {}: {}", AttemptKey.of(refuse.command()), refuse.error());
        observer.refused(refuse.handler(), refuse.reason());
    }

    private void ignored(Decision.Ignore ignore) {
        LOG.info("Ignored command {}: {}", ignore.command().getId(), ignore.reason());
        observer.ignored();
    }

    private void bury(Batch batch, ConsumerRecord<byte[], byte[]> record, String exception, String reason) {
        String topic = Objects.requireNonNull(deadLetters.get(record.topic()));
        batch.outgoing.add(DeadLetter.of(record, topic, exception, reason));
        batch.told.add(() -> {
            LOG.warn("To {} went {}-{}@{}: {}", topic, record.topic(), record.partition(), record.offset(), reason);
            observer.deadLettered(record.topic());
        });
    }
}
