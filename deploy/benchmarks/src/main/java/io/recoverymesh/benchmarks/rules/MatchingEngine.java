package io.recoverymesh.benchmarks.rules;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.signal.Signal;
import org.apache.avro.specific.SpecificRecord;

/** The index and the conditions alone: what Drools does, and nothing more. */
final class MatchingEngine implements Engine {
    private final Catalogue catalogue;
    private long fired;

    MatchingEngine(int rules) {
        catalogue = MeshEngine.catalogue(rules);
    }

    @Override
    public Object prepared(SpecificRecord record) {
        return Signal.of(record);
    }

    @Override
    public void take(Object event) {
        Signal signal = (Signal) event;
        for (Clause clause : catalogue.concerning(signal)) {
            if (clause.where(signal.summary(), signal.target()) instanceof Condition.Match) {
                fired++;
            }
        }
    }

    @Override
    public long fired() {
        return fired;
    }

    @Override
    public void close() {}
}
