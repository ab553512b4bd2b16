package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.FlowLine;
import io.recoverymesh.correlation.flow.VerdictLine;
import io.recoverymesh.correlation.flow.Wait;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** The flows of one task, in one store. */
record StoreFlowBook(
        StoreTable<Flow> flows,
        StoreTable<FlowLine> lines,
        StoreTable<String> recent,
        StoreTable<String> byTarget,
        StoreTable<String> episodes,
        StoreTable<Wait> waits,
        StoreTable<VerdictLine> verdicts)
        implements FlowBook {

    static StoreFlowBook over(KeyValueStore<String, byte[]> store) {
        return new StoreFlowBook(
                new StoreTable<>(FlowSpace.FLOWS, store),
                new StoreTable<>(FlowSpace.LINES, store),
                new StoreTable<>(FlowSpace.RECENT, store),
                new StoreTable<>(FlowSpace.BY_TARGET, store),
                new StoreTable<>(FlowSpace.EPISODES, store),
                new StoreTable<>(FlowSpace.WAITS, store),
                new StoreTable<>(FlowSpace.VERDICTS, store));
    }

    void flush() {
        all().forEach(StoreTable::flush);
    }

    void discard() {
        all().forEach(StoreTable::discard);
    }

    private List<StoreTable<?>> all() {
        return List.of(flows, lines, recent, byTarget, episodes, waits, verdicts);
    }
}
