package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.correlation.ledger.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

final class StoreTableTest {
    private final KeyValueStore<String, byte[]> store = store();
    private final StoreTable<String> plans = new StoreTable<>(Space.PLANS, store);

    @Test
    void tablesOfOneStoreDoNotSeeEachOther() {
        StoreTable<String> other = new StoreTable<>(FlowSpace.EPISODES, store);
        plans.put("a", "plan");
        plans.flush();
        assertThat(other.get("a")).isNull();
        assertThat(keys(other)).isEmpty();
    }

    @Test
    void scansStoredAndChangedEntriesInOrder() {
        plans.put("b", "1");
        plans.put("d", "1");
        plans.put("f", "1");
        plans.flush();
        plans.put("a", "2");
        plans.put("c", "2");
        plans.delete("d");
        plans.put("f", "3");
        plans.put("g", "2");
        assertThat(keys(plans)).containsExactly("a=2", "b=1", "c=2", "f=3", "g=2");
        assertThat(plans.get("d")).isNull();
    }

    @Test
    void scanEndsBeforeItsUpperBound() {
        plans.put("a", "1");
        plans.put("b", "1");
        plans.flush();
        plans.put("c", "1");
        List<String> seen = new ArrayList<>();
        plans.scan("a", "b", (key, value) -> seen.add(key));
        assertThat(seen).containsExactly("a");
    }

    @Test
    void discardedChangesLeaveNoTrace() {
        plans.put("a", "1");
        plans.flush();
        plans.put("a", "2");
        plans.put("b", "2");
        plans.discard();
        assertThat(plans.get("a")).isEqualTo("1");
        assertThat(plans.get("b")).isNull();
    }

    @Test
    void sealedStatesKeepTheirKind() {
        StoreTable<Breaker> breakers = new StoreTable<>(Space.BREAKERS, store);
        Breaker open = new OpenBreaker(Instant.ofEpochMilli(1_000), 2, "failed");
        Breaker half = new HalfOpenBreaker(2, null);
        breakers.put("open", open);
        breakers.put("half", half);
        breakers.flush();
        assertThat(breakers.get("open")).isEqualTo(open);
        assertThat(breakers.get("half")).isEqualTo(half);
    }

    private static List<String> keys(Table<String> table) {
        List<String> seen = new ArrayList<>();
        table.scan("", "~", (key, value) -> seen.add(key + "=" + value));
        return seen;
    }

    static KeyValueStore<String, byte[]> store() {
        KeyValueStore<String, byte[]> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("test"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<String, String> context = new MockProcessorContext<>();
        made.init(context.getStateStoreContext(), (StateStore) made);
        return made;
    }
}
