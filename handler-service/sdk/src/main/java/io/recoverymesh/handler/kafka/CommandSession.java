package io.recoverymesh.handler.kafka;

import io.recoverymesh.handler.attempt.Attempts;
import io.recoverymesh.handler.attempt.Probes;
import io.recoverymesh.handler.attempt.RunningAttempt;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ledger;
import io.recoverymesh.handler.protocol.Sitting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer and one transactional producer, and what they do in turns. A failure ends the session: a transaction in doubt
 * is never continued, the next session starts from the committed offsets. That the group is divided anew is no failure.
 */
final class CommandSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSession.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration FULL = Duration.ofMillis(20);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Intake intake;
    private final Ledger ledger;
    private final LoopSettings settings;
    private final Attempts attempts;
    private final Probes probes;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Backlog backlog = new Backlog();
    private boolean dividing;

    /** @param ledger outlives sessions */
    CommandSession(
            KafkaClients clients,
            Intake intake,
            Ledger ledger,
            LoopSettings settings,
            Attempts attempts,
            Probes probes,
            Outbox outbox,
            InstantSource clock) {
        this.intake = intake;
        this.ledger = ledger;
        this.settings = settings;
        this.attempts = attempts;
        this.probes = probes;
        this.outbox = outbox;
        this.clock = clock;
        this.consumer = clients.consumer(Math.max(16, settings.maxRunning()));
        this.producer = clients.transactional();
    }

    /** Completes or aborts what an earlier session left, then joins the group. */
    void open() {
        producer.initTransactions();
        consumer.subscribe(intake.topics(), new Forgetting(backlog));
    }

    /** One poll, at most one transaction, then the effects. */
    void turn() {
        fetchWhatFits();
        int room = attempts.room();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience(room));
        backlog.add(records);
        if (room > 0 && !backlog.isEmpty()) {
            transact(room);
        }
        if (!backlog.isEmpty()) {
            Sitting sitting = new Sitting(ledger, settings.heartbeat(), 0);
            Intake.Urgent urgent = intake.urgent(records, sitting, clock.instant());
            urgent.cancelled().forEach(attempts::cancel);
            urgent.asked().forEach(probes::ask);
        }
    }

    private void transact(int room) {
        Instant now = clock.instant();
        Sitting sitting = new Sitting(ledger, settings.heartbeat(), room);
        Batch batch = intake.decide(
                backlog, sitting, now, topic -> producer.partitionsFor(topic).size());
        if (!commit(batch)) {
            return;
        }
        sitting.commit();
        backlog.remove(batch.taken);
        act(batch, now);
    }

    private void fetchWhatFits() {
        Set<TopicPartition> crowded = backlog.crowded();
        Set<TopicPartition> paused = consumer.paused();
        if (!crowded.equals(paused)) {
            consumer.resume(paused);
            consumer.pause(crowded);
        }
    }

    private Duration patience(int room) {
        if (room == 0) {
            return FULL;
        }
        if (backlog.isEmpty()) {
            return IDLE;
        }
        return dividing ? FULL : Duration.ZERO;
    }

    /**
     * Whether it is committed. It is not while instances come or go and the group is divided anew: then everything stays in
     * the backlog, of which the next poll forgets what is another's.
     */
    private boolean commit(Batch batch) {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : batch.outgoing) {
            // A failed send makes the commit fail.
            var unused = producer.send(record);
        }
        try {
            producer.sendOffsetsToTransaction(batch.offsets, consumer.groupMetadata());
            producer.commitTransaction();
            dividing = false;
        } catch (CommitFailedException e) {
            producer.abortTransaction();
            dividing = true;
            LOG.debug("Nothing was taken: the group is being divided anew", e);
        }
        return !dividing;
    }

    private void act(Batch batch, Instant now) {
        batch.told.forEach(Runnable::run);
        List<RunningAttempt> started = new ArrayList<>();
        for (Decision.Accept accepted : batch.accepted) {
            RunningAttempt attempt = new RunningAttempt(accepted, settings.instance(), now, outbox, clock);
            attempts.add(attempt);
            started.add(attempt);
        }
        batch.asked.forEach(probes::ask);
        batch.cancelled.forEach(attempts::cancel);
        started.forEach(attempts::start);
    }

    /** Safe to call from another thread: ends a poll that waits. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Leaves the group, so that others take over at once. */
    void leave() {
        close(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    }

    @Override
    public void close() {
        close(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /** What is not committed is another's when its partition is. */
    private record Forgetting(Backlog backlog) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            backlog.forget(partitions);
        }
    }

    private void close(CloseOptions.GroupMembershipOperation membership) {
        try {
            producer.close(Duration.ZERO);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(membership));
        }
    }
}
