package io.recoverymesh.trigger.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;

/** An intake that keeps what it takes, or takes nothing. */
@Singleton
@Requires(property = "test.intake")
final class FakeIntake implements Intake {
    final List<SpecificRecord> taken = new CopyOnWriteArrayList<>();
    volatile boolean kafkaIsAway;
    /** Signals are safe when it is open. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    /** A server of the intake's HTTP that gives what it takes to this. */
    static EmbeddedServer serve() {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "trigger.enabled",
                        false,
                        "test.intake",
                        true,
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1));
    }

    /** As new. */
    void reset() {
        taken.clear();
        kafkaIsAway = false;
        gate = new CountDownLatch(0);
    }

    @Override
    public void publish(List<SpecificRecord> signals) {
        if (kafkaIsAway) {
            throw new SignalsNotAcceptedException(new TimeoutException("no broker answered"));
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new SignalsNotAcceptedException(e);
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
            return new IntakeLimits(128, IntakeLimits.DEFAULT_BYTES, Duration.ofSeconds(2));
        }

        @Singleton
        IntakeObserver observer() {
            return IntakeObserver.NONE;
        }
    }
}
