package io.recoverymesh.correlation.wiring;

import io.recoverymesh.correlation.http.FactReader;
import io.recoverymesh.correlation.http.UnavailableException;
import io.recoverymesh.correlation.kafka.FactLog;
import io.recoverymesh.schemas.RecoveryEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Reads the log of facts when somebody asks for it; keeps nothing. */
@Singleton
final class KafkaFactReader implements FactReader {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final FactLog log;

    KafkaFactReader(CorrelationSettings settings) {
        this.log = new FactLog(settings.topics().events.name(), settings.bootstrapServers(), settings.registryUrl());
    }

    @Override
    public List<String> facts(Instant from, Instant to, Consumer<RecoveryEvent> visitor) {
        int[] unreadable = {0};
        try {
            List<String> missing = new ArrayList<>(log.read(from, to, LONGEST, entry -> {
                        switch (entry) {
                            case FactLog.Entry.Fact fact -> visitor.accept(fact.event());
                            case FactLog.Entry.Unreadable ignored -> unreadable[0]++;
                        }
                    })
                    .values());
            if (unreadable[0] > 0) {
                missing.add(unreadable[0] + " records that cannot be read; 'mesh audit verify' says which");
            }
            return missing;
        } catch (KafkaException e) {
            throw new UnavailableException("Expected to read the log of facts, but " + e.getMessage(), e);
        }
    }
}
