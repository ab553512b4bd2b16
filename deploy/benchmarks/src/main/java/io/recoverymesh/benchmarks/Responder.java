package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A handler whose effect takes no time: answers every command with started and succeeded. */
public final class Responder {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AvroSerializer<StepResult> values = new AvroSerializer<>();

    Responder(Arena arena, Topics topics, KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
        topic = topics.results.name();
        values.configure(arena.serdes(), false);
    }

    void answer(StepCommand command) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(started(command, now));
        send(succeeded(command, now));
    }

    /** The first answer: the attempt has begun, under a lease of half a minute. */
    public static StepResult started(StepCommand command, Instant now) {
        Instant leaseUntil = now.plus(Duration.ofSeconds(30));
        return result(command, "started", now)
                .setBody(AttemptStarted.newBuilder().setLeaseUntil(leaseUntil).build())
                .build();
    }

    /** The second: it has succeeded. */
    public static StepResult succeeded(StepCommand command, Instant now) {
        return result(command, "succeeded", now)
                .setBody(AttemptSucceeded.newBuilder().setDurationMs(0).build())
                .build();
    }

    private void send(StepResult result) {
        String key = result.getGroup() + "/" + result.getTarget();
        int partition = Partitions.of(TopicKey.GROUP_TARGET, key, Arena.PARTITIONS);
        Clients.send(
                producer,
                new ProducerRecord<>(
                        topic, partition, key.getBytes(StandardCharsets.UTF_8), values.serialize(topic, result)));
    }

    private static StepResult.Builder result(StepCommand command, String kind, Instant now) {
        return StepResult.newBuilder()
                .setId(command.getId() + "-" + kind)
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler(Catalogues.HANDLER)
                .setInstance("bench-1")
                .setAt(now);
    }
}
