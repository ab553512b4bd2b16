package io.recoverymesh.correlation.kafka;

import io.recoverymesh.schemas.RecoveryEvent;

/** Counts nothing. */
final class SilentTelemetry implements Telemetry {
    @Override
    public void decided(RecoveryEvent event) {}

    @Override
    public void dropped(String reason) {}

    @Override
    public void failed() {}
}
