package io.recoverymesh.common.registry;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record that will never be readable as it stands: it belongs into the dead letter queue, not into a retry. */
public final class UndecodableRecordException extends SerializationException {

    private final String topic;
    private final String expected;
    private final String came;
    private final String mend;

    UndecodableRecordException(String topic, String expected, String came, String mend, @Nullable Throwable cause) {
        super("Expected " + expected + " in topic " + topic + ", but came " + came + ". " + mend + ".", cause);
        this.topic = topic;
        this.expected = expected;
        this.came = came;
        this.mend = mend;
    }

    /** The topic that it was read from. */
    public String topic() {
        return topic;
    }

    /** What the reader expected there. */
    public String expected() {
        return expected;
    }

    /** What came instead, with its first bytes. */
    public String came() {
        return came;
    }

    /** What its writer should change. */
    public String mend() {
        return mend;
    }
}
