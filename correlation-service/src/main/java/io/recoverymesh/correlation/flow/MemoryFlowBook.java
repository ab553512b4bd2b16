package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.MemoryTable;

/** A book in memory: for tests and replays. */
public record MemoryFlowBook(
        MemoryTable<Flow> flows,
        MemoryTable<FlowLine> lines,
        MemoryTable<String> recent,
        MemoryTable<String> byTarget,
        MemoryTable<String> episodes,
        MemoryTable<Wait> waits,
        MemoryTable<VerdictLine> verdicts)
        implements FlowBook {

    public MemoryFlowBook() {
        this(
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>());
    }
}
