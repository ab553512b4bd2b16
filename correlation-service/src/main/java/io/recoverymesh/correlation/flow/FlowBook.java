package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.ledger.Table;

/** All tables of the flows of one partition. Keys are made by {@link FlowKeys}. */
public interface FlowBook {
    /** By flow id. */
    Table<Flow> flows();

    /** By flow id and number. */
    Table<FlowLine> lines();

    /** Flow ids by inverted time of change: most recent first. */
    Table<String> recent();

    /** Flow ids by group/target and inverted time of beginning: most recent first. */
    Table<String> byTarget();

    /** Flow id of the bad period that lasts, by group/target. */
    Table<String> episodes();

    /** Requests that wait, by group/target|policy. */
    Table<Wait> waits();

    /** By inverted time and request: most recent first. */
    Table<VerdictLine> verdicts();
}
