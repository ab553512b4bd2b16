package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.signal.Signal;
import java.util.List;

/**
 * What a signal may be about.
 *
 * @param troubled clauses that wait for trouble; only a firing signal fulfils any
 * @param listening clauses that wait for silence, and to which the signal is a heartbeat
 */
record Concerned(List<Clause> troubled, List<Clause> listening) {
    private static final Concerned NONE = new Concerned(List.of(), List.of());

    static Concerned by(Signal signal, Catalogue catalogue) {
        List<Clause> troubled = signal.isFiring() ? catalogue.concerning(signal) : List.of();
        List<Clause> listening = catalogue.heartbeats(signal);
        return troubled.isEmpty() && listening.isEmpty() ? NONE : new Concerned(troubled, listening);
    }

    boolean isEmpty() {
        return troubled.isEmpty() && listening.isEmpty();
    }
}
