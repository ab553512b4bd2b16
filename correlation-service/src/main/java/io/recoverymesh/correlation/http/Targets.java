package io.recoverymesh.correlation.http;

import io.recoverymesh.common.target.TargetRef;
import java.util.List;

/** Finds targets for messages. */
final class Targets {
    private static final int COMPARED = 500;

    private Targets() {}

    /** A target that nothing has reported; names the nearest of its group. */
    static RuntimeException unknown(MeshReader reader, TargetRef ref) {
        List<String> known = Pages.ofGroup(reader.ledger().targets(), ref.group(), COMPARED, (key, state) -> key);
        return Missing.absent(reader, "target", ref.key(), known);
    }
}
