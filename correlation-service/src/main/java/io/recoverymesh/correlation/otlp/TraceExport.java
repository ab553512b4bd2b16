package io.recoverymesh.correlation.otlp;

import io.recoverymesh.correlation.trace.FlowSpan;
import io.recoverymesh.correlation.trace.Span;
import io.recoverymesh.correlation.trace.TraceFold;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the facts and the closed flows and exports them as spans, in a consumer group of its own. What is committed is
 * the offset at which the oldest thing began that has not ended, and, beside it, up to where spans have been taken by the
 * receiver: after a crash it reads again from the first and sends from the second. A span may be sent twice, then with the
 * same ids; none is lost.
 */
public final class TraceExport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TraceExport.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int BATCH = 512;

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<? extends SpecificRecord> deserializer;
    private final OtlpSender sender;
    private final Observer observer;
    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private final Thread thread;
    private final Source source;
    private boolean resting;
    private boolean begun;

    /** Is told what became of spans. */
    public interface Observer {
        void taken(int spans);

        /** They will not be sent again. */
        void refused(int spans);

        void waiting();
    }

    /**
     * What is followed.
     *
     * @param topics of the facts and of the flows
     * @param prefix of topics, such as {@code mesh.}
     * @param since where nothing was committed yet, what is older is left out
     */
    public record Source(List<String> topics, String prefix, Instant since) {
        public Source {
            topics = List.copyOf(topics);
        }
    }

    /** @param consumer without automatic commits; closed with this */
    public TraceExport(
            Consumer<String, byte[]> consumer,
            Deserializer<? extends SpecificRecord> deserializer,
            Source source,
            OtlpSender sender,
            Observer observer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.source = source;
        this.sender = sender;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("trace-export").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer;
                sender) {
            consumer.subscribe(source.topics(), new Assignments());
            while (!Thread.currentThread().isInterrupted()) {
                export(consumer.poll(POLL));
            }
        } catch (WakeupException | InterruptedException | InterruptException e) {
            LOG.debug("traces are exported no longer");
        } catch (KafkaException e) {
            LOG.error("traces are exported no longer, until a restart; none is lost", e);
        }
    }

    private void export(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        List<Span> spans = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Progress of = progress.get(new TopicPartition(record.topic(), record.partition()));
            if (of != null) {
                of.take(record, spans);
            }
        }
        for (int from = 0; from < spans.size(); from += BATCH) {
            send(spans.subList(from, Math.min(spans.size(), from + BATCH)));
        }
        if (begun || !records.isEmpty()) {
            begun = false;
            commit();
        }
    }

    /** Until it is taken, or refused for good; stays a member of its group meanwhile. */
    private void send(List<Span> spans) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (true) {
            OtlpSender.Result result = sender.send(spans);
            switch (result) {
                case OtlpSender.Result.Taken ignored -> {
                    observer.taken(spans.size());
                    return;
                }
                case OtlpSender.Result.Refused refused -> {
                    LOG.error("{} spans were refused and are left out: {}", spans.size(), refused.reason());
                    observer.refused(spans.size());
                    return;
                }
                case OtlpSender.Result.Later later -> {
                    LOG.warn("spans wait {}: {}", wait, later.reason());
                    observer.waiting();
                    rest(wait);
                    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
                }
            }
        }
    }

    private void rest(Duration wait) {
        resting = true;
        consumer.pause(consumer.assignment());
        try {
            consumer.poll(wait);
        } finally {
            resting = false;
            consumer.resume(consumer.assignment());
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, of) -> offsets.put(partition, of.committable()));
        try {
            consumer.commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info("others take over partitions of the trace export; they may send spans again: {}", e.getMessage());
        }
    }

    /** How far one partition is. */
    private final class Progress {
        private final TraceFold fold = new TraceFold(source.prefix());
        private final long taken;
        private long next;

        /**
         * @param from next offset
         * @param taken spans of what is before this offset have been sent
         */
        Progress(long from, long taken) {
            this.next = from;
            this.taken = taken;
        }

        void take(ConsumerRecord<String, byte[]> record, List<Span> spans) {
            List<Span> ended = spansOf(record);
            if (record.offset() >= taken) {
                spans.addAll(ended);
            }
            next = record.offset() + 1;
        }

        OffsetAndMetadata committable() {
            return new OffsetAndMetadata(fold.oldestOpen().orElse(next), Long.toString(Math.max(next, taken)));
        }

        private List<Span> spansOf(ConsumerRecord<String, byte[]> record) {
            try {
                SpecificRecord value = deserializer.deserialize(record.topic(), record.headers(), record.value());
                return value == null ? List.of() : TraceExport.spansOf(fold, record.offset(), value);
            } catch (SerializationException e) {
                LOG.warn("left out a record of {} at offset {}: {}", record.topic(), record.offset(), e.getMessage());
                return List.of();
            }
        }
    }

    private static List<Span> spansOf(TraceFold fold, long offset, SpecificRecord value) {
        return switch (value) {
            case RecoveryEvent event -> fold.add(offset, event);
            case FlowView flow -> FlowSpan.of(flow).stream().toList();
            default -> List.of();
        };
    }

    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(progress::remove);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata offset = committed.get(partition);
                progress.put(
                        partition, offset == null ? begin(partition) : new Progress(offset.offset(), sent(offset)));
            }
            if (resting) {
                consumer.pause(partitions);
            }
        }

        private Progress begin(TopicPartition partition) {
            OffsetAndTimestamp first = consumer.offsetsForTimes(
                            Map.of(partition, source.since().toEpochMilli()))
                    .get(partition);
            long from =
                    first == null ? consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L) : first.offset();
            consumer.seek(partition, from);
            begun = true;
            return new Progress(from, from);
        }

        private long sent(OffsetAndMetadata offset) {
            String text = offset.metadata();
            return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : offset.offset();
        }
    }
}
