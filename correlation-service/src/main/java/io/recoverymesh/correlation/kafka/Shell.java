package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.decision.Addressees;
import io.recoverymesh.correlation.decision.Contracts;
import io.recoverymesh.correlation.guard.Neighbourhood;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What the topology needs from outside its own topics.
 *
 * @param addressees whom to tell where a policy names nobody
 * @param questions runs what must ask Kafka and may block
 * @param tick how often deadlines are looked at; a deadline is at most this late
 */
public record Shell(
        MeshGroups groups,
        Neighbourhood neighbourhood,
        Contracts contracts,
        Addressees addressees,
        CommandTopics commandTopics,
        TargetsTail targetsTail,
        Telemetry telemetry,
        Duration tick,
        Executor questions) {
    public Shell {
        if (tick.toMillis() < 1 || tick.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "Expected correlation.tick between 1ms and 10s, but got " + tick + ". Try 100ms");
        }
    }
}
