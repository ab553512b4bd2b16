package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Trouble;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps apart which targets of a task somebody must look at, so that an overview of many targets does not read them all.
 * A store of a version without it is indexed with its first change.
 */
final class TroubleIndex {
    /** Sorts before every target. */
    static final String MARK = "\u0001";

    private static final Trouble MARKED = new Trouble(false, false, false, false);

    private final StoreTable<TargetState> targets;
    private final StoreTable<Trouble> index;
    private boolean complete;

    TroubleIndex(StoreTable<TargetState> targets, StoreTable<Trouble> index) {
        this.targets = targets;
        this.index = index;
    }

    StoreTable<Trouble> table() {
        return index;
    }

    /** Takes over what is about to be written. */
    void follow() {
        List<String> changed = new ArrayList<>(targets.changedKeys());
        if (!changed.isEmpty() && !complete) {
            if (index.get(MARK) == null) {
                index.put(MARK, MARKED);
                targets.scan("", "~", (key, target) -> changed.add(key));
            }
            complete = true;
        }
        changed.forEach(this::follow);
    }

    private void follow(String key) {
        TargetState target = targets.get(key);
        Trouble after = target == null ? null : Trouble.of(target);
        Trouble before = index.get(key);
        if (after != null && !after.equals(before)) {
            index.put(key, after);
        } else if (after == null && before != null) {
            index.delete(key);
        }
    }
}
