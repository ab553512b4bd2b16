package io.recoverymesh.trigger.http;

import java.time.Instant;

/** The time at which payloads are received. */
public interface IntakeClock {
    Instant now();
}
