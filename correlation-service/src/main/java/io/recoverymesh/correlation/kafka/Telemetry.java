package io.recoverymesh.correlation.kafka;

import io.recoverymesh.schemas.RecoveryEvent;

/** What is counted. Called from task threads; must not block or throw. */
public interface Telemetry {
    /** A decision was recorded. */
    void decided(RecoveryEvent event);

    /** An input changed nothing. */
    void dropped(String reason);

    /** A record could not be read or processed and went to its topic's dead letters. */
    default void deadLettered(String topic) {}

    /** A deadline could not be decided and was put off. */
    void failed();
}
