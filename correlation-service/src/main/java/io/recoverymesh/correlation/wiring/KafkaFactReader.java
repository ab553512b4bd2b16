package io.recoverymesh.correlation.wiring;

import io.recoverymesh.correlation.http.FactReader;
import io.recoverymesh.correlation.http.UnavailableException;
import io.recoverymesh.correlation.kafka.FactLog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads the log of facts when somebody asks for it; keeps nothing. */
@Singleton
final class KafkaFactReader implements FactReader {
    private final FactLog log;

    KafkaFactReader(CorrelationSettings settings) {
        this.log = new FactLog(settings.topics().events.name(), settings.clients(), settings.registryUrl());
    }

    @Override
    public List<String> read(@Nullable Instant from, @Nullable Instant to, Duration atMost, Visitor visitor) {
        try {
            return List.copyOf(log.read(from, to, atMost, entry -> {
                        switch (entry) {
                            case FactLog.Entry.Fact fact ->
                                visitor.onFact(fact.partition(), fact.offset(), fact.event());
                            case FactLog.Entry.Unreadable bad ->
                                visitor.onUnreadable(bad.partition(), bad.offset(), bad.problem());
                        }
                    })
                    .values());
        } catch (KafkaException e) {
            throw new UnavailableException("Expected to read the log of facts, but " + e.getMessage(), e);
        }
    }
}
