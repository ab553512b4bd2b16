package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** A thread that polls until it is closed. */
final class Loop implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecords<byte[], byte[]>> action;
    private final Thread thread;

    private Loop(
            String name, KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecords<byte[], byte[]>> action) {
        this.consumer = consumer;
        this.action = action;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** @param action is given what each poll returned, unless it returned nothing */
    static Loop start(
            String name, KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecords<byte[], byte[]>> action) {
        Loop loop = new Loop(name, consumer, action);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    action.accept(records);
                }
            }
        } catch (WakeupException e) {
            // asked to stop
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
