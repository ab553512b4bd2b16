package io.recoverymesh.trigger.signal;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Takes signals in, whoever sends them. */
public interface Intake {
    /**
     * Returns when all of them are safe.
     *
     * @throws SignalsNotAcceptedException when they are not, within a bounded time; some may be
     */
    void publish(List<SpecificRecord> signals);
}
