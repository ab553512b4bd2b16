package io.recoverymesh.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of one connection as their bytes come, wherever they are cut. */
final class Ear {
    private static final byte[] EVENT = "\nevent: ".getBytes(StandardCharsets.US_ASCII);

    private final Runnable onSnapshot;
    private int matched;
    private final LongAdder changes = new LongAdder();
    private final LongAdder resyncs = new LongAdder();

    /** @param onSnapshot runs when the first snapshot begins */
    Ear(Runnable onSnapshot) {
        this.onSnapshot = onSnapshot;
    }

    long changes() {
        return changes.sum();
    }

    long resyncs() {
        return resyncs.sum();
    }

    void hear(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            if (matched == EVENT.length) {
                matched = 0;
                switch (next) {
                    case 's' -> onSnapshot.run();
                    case 'c' -> changes.increment();
                    default -> resyncs.increment();
                }
            }
            matched = next == EVENT[matched] ? matched + 1 : next == EVENT[0] ? 1 : 0;
        }
    }
}
