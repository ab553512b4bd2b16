package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records into a {@link Batch}: decodes, asks the protocol, writes down what to publish. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Map<String, Handler> handlers = new HashMap<>();
    private final RecordCodec codec;
    private final String instance;
    private final LoopObserver observer;

    Intake(Collection<Handler> handlers, Topics topics, RecordCodec codec, String instance, LoopObserver observer) {
        for (Handler handler : handlers) {
            Topic commands = topics.commands(handler.name());
            this.handlers.put(commands.name(), handler);
        }
        this.codec = codec;
        this.instance = instance;
        this.observer = observer;
    }

    Set<String> topics() {
        return Set.copyOf(handlers.keySet());
    }

    Batch decide(Backlog backlog, Sitting sitting, Instant now, ToIntFunction<String> partitions) {
        Batch batch = new Batch(sitting);
        backlog.waiting().forEach((partition, records) -> {
            int taken = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!take(batch, record, now, partitions)) {
                    break;
                }
                taken++;
                batch.offsets.put(partition, backlog.after(partition, record, taken == records.size()));
            }
            batch.taken.put(partition, taken);
        });
        return batch;
    }

    /** What among these needs no room and so does not wait for it: cancellations and questions. */
    Urgent urgent(ConsumerRecords<byte[], byte[]> records, Sitting sitting, Instant now) {
        Urgent found = new Urgent(new ArrayList<>(), new ArrayList<>());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                StepCommand command = codec.command(record);
                if (command == null) {
                    continue;
                }
                if (command.getBody() instanceof CancelStep cancel) {
                    found.cancelled().add(new Decision.Cancel(AttemptKey.of(command), cancel.getReason()));
                }
                Handler handler = Objects.requireNonNull(handlers.get(record.topic()));
                if (command.getBody() instanceof ProbeStep
                        && sitting.decide(handler, command, now) instanceof Decision.Ask ask) {
                    found.asked().add(ask);
                }
            } catch (UndecodableRecordException e) {
                LOG.debug("To be buried in its turn", e);
            }
        }
        return found;
    }

    /** Decided out of turn. */
    record Urgent(List<Decision.Cancel> cancelled, List<Decision.Ask> asked) {}

    private boolean take(
            Batch batch, ConsumerRecord<byte[], byte[]> record, Instant now, ToIntFunction<String> partitions) {
        StepCommand command;
        try {
            command = codec.command(record);
        } catch (UndecodableRecordException e) {
            bury(batch, record, e);
            return true;
        }
        if (command == null) {
            bury(
                    batch,
                    record,
                    new IllegalArgumentException(
                            "Expected a StepCommand in topic " + record.topic() + ", but came no value."));
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
            case Decision.Ask ask -> batch.asked.add(ask);
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

    private void bury(Batch batch, ConsumerRecord<byte[], byte[]> record, RuntimeException error) {
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, error);
        batch.outgoing.add(letter);
        batch.told.add(() -> {
            LOG.warn("To {} went offset {}: {}", letter.topic(), record.offset(), error.getMessage());
            observer.deadLettered(record.topic());
        });
    }
}
