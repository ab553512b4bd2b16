package io.recoverymesh.trigger.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the processor, which sends what it cannot read to the dead letters itself: a record that breaks it goes
 * there too; what Kafka or the registry could not do stops the task, to be tried again from the last commit.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler, DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception error) {
        if (error instanceof KafkaException || context.topic() == null) {
            return ProcessingExceptionHandler.Response.fail();
        }
        LOG.error(
                "Dead letter: {}-{}@{} breaks {}",
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId(),
                error);
        return ProcessingExceptionHandler.Response.resume(
                List.of(letter(context, context.sourceRawKey(), context.sourceRawValue(), error)));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        LOG.error("Dead letter: {}-{}@{} cannot be read", record.topic(), record.partition(), record.offset(), error);
        return DeserializationExceptionHandler.Response.resume(
                List.of(letter(context, record.key(), record.value(), error)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context, byte[] key, byte[] value, Exception error) {
        DeadLetters.Cause cause = new DeadLetters.Cause(
                context.topic(),
                context.partition(),
                context.offset(),
                DeadLetters.sizeOf(value),
                Instant.ofEpochMilli(context.timestamp()),
                error);
        Headers headers = DeadLetters.headers(context.headers(), cause);
        return new ProducerRecord<>(
                context.topic() + DeadLetters.SUFFIX,
                null,
                context.timestamp(),
                key,
                DeadLetters.value(value),
                headers);
    }
}
