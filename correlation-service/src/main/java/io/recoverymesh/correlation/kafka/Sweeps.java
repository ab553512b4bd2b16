package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.Stitcher;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Forgets what is older than its retention, a bounded piece at a time. */
final class Sweeps {
    private static final int AT_ONCE = 5_000;

    private Sweeps() {}

    static void sweep(Ledger ledger, FlowBook flows, Stitcher stitcher, Instant now) {
        List<String> old = new ArrayList<>();
        ledger.answered().scan("", Answered.oldestKept(now), (key, answered) -> {
            old.add(key);
            return old.size() < AT_ONCE;
        });
        old.forEach(ledger.answered()::delete);
        stitcher.sweep(flows, now, AT_ONCE);
    }
}
