package io.recoverymesh.handler.kafka;

import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ledger;
import io.recoverymesh.handler.protocol.Sitting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One consumer and one transactional producer, and what they do in turns. Any failure ends the session: a transaction in
 * doubt is never continued, the next session starts from the committed offsets.
 */
final class CommandSession implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration FULL = Duration.ofMillis(20);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Intake intake;
    private final Ledger ledger;
    private final LoopSettings settings;
    private final Attempts attempts;
    private final Outbox outbox;
    private final InstantSource clock;

    /** @param ledger outlives sessions */
    CommandSession(
            KafkaClients clients,
            Intake intake,
            Ledger ledger,
            LoopSettings settings,
            Attempts attempts,
            Outbox outbox,
            InstantSource clock) {
        this.intake = intake;
        this.ledger = ledger;
        this.settings = settings;
        this.attempts = attempts;
        this.outbox = outbox;
        this.clock = clock;
        this.consumer = clients.consumer(Math.max(16, settings.maxRunning()));
        this.producer = clients.transactional();
    }

    /** Completes or aborts what an earlier session left, then joins the group. */
    void open() {
        producer.initTransactions();
        consumer.subscribe(intake.topics());
    }

    /** One poll, at most one transaction, then the effects. */
    void turn() {
        int room = attempts.room();
        if (room == 0) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(room == 0 ? FULL : IDLE);
        if (records.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Sitting sitting = new Sitting(ledger, settings.heartbeat(), room);
        Batch batch = intake.decide(
                records, sitting, now, topic -> producer.partitionsFor(topic).size());
        batch.returnTo.forEach(consumer::seek);
        if (!batch.offsets.isEmpty()) {
            commit(batch);
            sitting.commit();
            act(batch, now);
        }
    }

    private void commit(Batch batch) {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : batch.outgoing) {
            // A failed send makes the commit fail.
            var unused = producer.send(record);
        }
        producer.sendOffsetsToTransaction(batch.offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    private void act(Batch batch, Instant now) {
        batch.told.forEach(Runnable::run);
        List<RunningAttempt> started = new ArrayList<>();
        for (Decision.Accept accepted : batch.accepted) {
            RunningAttempt attempt = new RunningAttempt(accepted, settings.instance(), now, outbox, clock);
            attempts.add(attempt);
            started.add(attempt);
        }
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

    private void close(CloseOptions.GroupMembershipOperation membership) {
        try {
            producer.close(Duration.ZERO);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(membership));
        }
    }
}
