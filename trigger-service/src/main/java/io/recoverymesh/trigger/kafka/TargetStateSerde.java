package io.recoverymesh.trigger.kafka;

import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TargetStateCodec;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** States in the store. */
public final class TargetStateSerde implements Serde<TargetState> {
    @Override
    public Serializer<TargetState> serializer() {
        return (topic, state) -> state == null ? null : TargetStateCodec.encode(state);
    }

    @Override
    public Deserializer<TargetState> deserializer() {
        return (topic, bytes) -> bytes == null ? null : TargetStateCodec.decode(bytes);
    }
}
