package io.recoverymesh.handler.attempt;

import io.recoverymesh.schemas.StepResult;

/** Where running attempts tell how they are; never blocks. */
public interface ResultSink {
    /** The end of an attempt: must arrive. */
    void publish(StepResult result);

    /**
     * A heartbeat: the next one makes up for it.
     *
     * @param acknowledged run once Kafka has it
     */
    void offer(StepResult result, Runnable acknowledged);
}
