package io.recoverymesh.trigger.http;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;

/** An intake that keeps what it takes, or takes nothing. */
@Singleton
@Requires(property = "test.intake")
final class FakeIntake implements Intake {
    final List<SpecificRecord> taken = new CopyOnWriteArrayList<>();
    volatile boolean kafkaIsAway;

    @Override
    public void publish(List<SpecificRecord> signals) {
        if (kafkaIsAway) {
            throw new SignalsNotAcceptedException(new TimeoutException("no broker answered"));
        }
        taken.addAll(signals);
    }

    /** A fixed time of receipt. */
    @Factory
    @Requires(property = "test.intake")
    static final class Clocks {
        @Singleton
        IntakeClock clock() {
            return () -> Instant.parse("2026-11-20T08:15:00Z");
        }

        @Singleton
        PayloadReader payloads() {
            return new PayloadReader(Mapping::presets);
        }

        @Singleton
        IntakeLimits limits() {
            return IntakeLimits.defaults();
        }

        @Singleton
        IntakeObserver observer() {
            return IntakeObserver.NONE;
        }
    }
}
