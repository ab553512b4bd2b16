package io.recoverymesh.common.kafka;

import io.recoverymesh.common.registry.RegistryException;
import io.recoverymesh.common.registry.UndecodableRecordException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams does with a record that cannot be read or processed: it goes to its dead-letter topic, and the
 * partition moves on. Made by class name, so it has no state.
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    /** Setting that holds a {@link Listener}; optional. */
    public static final String LISTENER = "mesh.dead.letters.listener";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    private Listener listener = topic -> {};

    /** Is told of every record that goes to the dead letters of a topic. */
    public interface Listener {
        void onDeadLetter(String topic);
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (isRegistryAway(exception)) {
            LOG.error("the schema registry did not answer; nothing is skipped, the thread starts again", exception);
            return DeserializationExceptionHandler.Response.fail();
        }
        LOG.warn(
                "undecodable record to {}.dlq: partition {} offset {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                DeadLetters.reason(exception));
        listener.onDeadLetter(record.topic());
        return DeserializationExceptionHandler.Response.resume(List.of(DeadLetters.of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                record.headers(),
                exception)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (isRegistryAway(exception)) {
            LOG.error("the schema registry did not answer; nothing is skipped, the thread starts again", exception);
            return ProcessingExceptionHandler.Response.fail();
        }
        if (context.topic() == null) {
            LOG.error("a timer failed in {}", context.processorNodeId(), exception);
            return ProcessingExceptionHandler.Response.resume();
        }
        LOG.error(
                "unprocessable record to {}.dlq: partition {} offset {}",
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
        listener.onDeadLetter(context.topic());
        ProducerRecord<byte[], byte[]> dead = DeadLetters.of(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers(),
                exception);
        return ProcessingExceptionHandler.Response.resume(List.of(dead));
    }

    /** The record may be fine: without the registry nobody can tell. */
    private static boolean isRegistryAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UndecodableRecordException) {
                return false;
            }
            if (cause instanceof RegistryException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(LISTENER) instanceof Listener given) {
            listener = given;
        }
    }
}
