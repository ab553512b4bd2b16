package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.registry.RegistryException;
import io.recoverymesh.handler.attempt.ResultSink;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told outside transactions. One thread owns the producer; what must arrive is sent again until it has, what is
 * soon outdated is tried once. Never blocks who tells.
 */
final class Outbox implements ResultSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int FULL = 10_000;

    /** @param acknowledged run once Kafka has it */
    private record Letter(
            String name,
            Function<Producer<byte[], byte[]>, ProducerRecord<byte[], byte[]>> record,
            boolean mustArrive,
            Runnable acknowledged) {}

    /** Ends a wait for letters that nobody may write any more. */
    private final Letter nothing = new Letter(
            "nothing",
            producer -> {
                throw new IllegalStateException("Expected a letter, but there is nothing to send");
            },
            false,
            () -> {});

    private final BlockingQueue<Letter> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final RecordCodec codec;
    private final Thread thread;
    private volatile boolean broken;
    private volatile boolean failing;
    private volatile boolean closed;
    private @Nullable Producer<byte[], byte[]> producer;

    Outbox(Supplier<Producer<byte[], byte[]>> producers, RecordCodec codec) {
        this.producers = producers;
        this.codec = codec;
        this.thread = Thread.ofPlatform().daemon().name("handler-outbox").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    @Override
    public void publish(StepResult result) {
        add(new Letter(result.getId(), producer -> record(producer, result), true, () -> {}));
    }

    @Override
    public void offer(StepResult result, Runnable acknowledged) {
        if (pending.get() < FULL) {
            add(new Letter(result.getId(), producer -> record(producer, result), false, acknowledged));
        }
    }

    void announce(HandlerAnnounced announced, String id) {
        add(new Letter(id, producer -> codec.announcement(announced, id), !announced.getRunning(), () -> {}));
    }

    /** Waits until everything has arrived or was given up; false where something has not. */
    boolean drain(Duration longest) throws InterruptedException {
        closed = true;
        queue.add(nothing);
        thread.join(longest);
        return pending.get() == 0;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void add(Letter letter) {
        pending.incrementAndGet();
        queue.add(letter);
    }

    private ProducerRecord<byte[], byte[]> record(Producer<byte[], byte[]> with, StepResult result) {
        return codec.result(result, topic -> with.partitionsFor(topic).size());
    }

    private void work() {
        try {
            while (!closed || pending.get() > 0) {
                Letter letter = queue.take();
                if (failing) {
                    failing = false;
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
                if (broken) {
                    renew();
                }
                if (!letter.equals(nothing)) {
                    send(letter);
                }
            }
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
            LOG.warn("The outbox was stopped with {} records not acknowledged", pending.get());
        } finally {
            // Else closing the producer would be interrupted, too.
            Thread.interrupted();
            renew();
        }
    }

    private void send(Letter letter) {
        try {
            Producer<byte[], byte[]> with = producer();
            var unused = with.send(letter.record().apply(with), (metadata, failure) -> sent(letter, failure));
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            sent(letter, e);
        }
    }

    private void sent(Letter letter, @Nullable Exception failure) {
        if (failure == null) {
            done();
            letter.acknowledged().run();
            return;
        }
        failing = true;
        boolean outage = failure instanceof TimeoutException || failure instanceof RegistryException;
        broken |= !outage;
        boolean hopeless = failure instanceof RecordTooLargeException || failure instanceof SerializationException;
        if (letter.mustArrive() && !hopeless) {
            LOG.warn("Expected {} to be acknowledged, but {}; sending it again", letter.name(), failure.toString());
            queue.add(letter);
        } else {
            LOG.warn("Expected {} to be acknowledged, but {}; it is given up", letter.name(), failure.toString());
            done();
        }
    }

    private void done() {
        if (pending.decrementAndGet() == 0 && closed) {
            queue.add(nothing);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private void renew() {
        broken = false;
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
