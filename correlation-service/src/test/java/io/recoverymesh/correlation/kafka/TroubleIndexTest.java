package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Trouble;
import io.recoverymesh.schemas.HealthStatus;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

final class TroubleIndexTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TargetState DOWN = TargetState.NEW.withHealth(health(HealthStatus.DOWN));
    private static final TargetState UP = TargetState.NEW.withHealth(health(HealthStatus.UP));

    private final KeyValueStore<String, byte[]> store = StoreTableTest.store();
    private final StoreLedger ledger = StoreLedger.over(store);

    @Test
    void holdsExactlyThoseThatAreUnhealthyInRecoveryOrBlocked() {
        put("g/down", DOWN);
        put("g/up", UP);
        put("g/active", UP.withActive("r-1"));
        put("g/blocked", UP.withBlock(new Block(NOW, NOW.plusSeconds(60), "failed thrice")));
        assertThat(index())
                .containsOnly(
                        Map.entry("g/down", new Trouble(true, false, false, false)),
                        Map.entry("g/active", new Trouble(false, true, false, false)),
                        Map.entry("g/blocked", new Trouble(false, false, true, false)));

        put("g/down", UP);
        put("g/active", DOWN.withActive("r-1"));
        assertThat(index())
                .containsOnly(
                        Map.entry("g/active", new Trouble(true, true, false, false)),
                        Map.entry("g/blocked", new Trouble(false, false, true, false)));
    }

    @Test
    void aDecisionThatFailsLeavesNoTrace() {
        put("g/up", UP);
        ledger.targets().put("g/up", DOWN);
        ledger.discard();
        ledger.flush();
        assertThat(index()).isEmpty();
    }

    @Test
    void theStateOfAVersionWithoutAnIndexIsIndexedWithItsFirstChange() {
        StoreTable<TargetState> targets = new StoreTable<>(Space.TARGETS, store);
        targets.put("g/old", DOWN);
        targets.put("g/well", UP);
        targets.flush();
        put("g/new", DOWN);
        assertThat(index()).containsOnlyKeys("g/new", "g/old");
    }

    private void put(String key, TargetState state) {
        ledger.targets().put(key, state);
        ledger.flush();
    }

    private Map<String, Trouble> index() {
        Map<String, Trouble> found = new TreeMap<>();
        new StoreTable<>(Space.TROUBLED, store).scan("!", "~", (key, trouble) -> found.put(key, trouble) == null);
        return found;
    }

    private static ObservedHealth health(HealthStatus status) {
        return new ObservedHealth(status, NOW, NOW, null, null, null, false, NOW, NOW);
    }
}
