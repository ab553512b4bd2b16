package io.recoverymesh.correlation.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to one group, where not to know it would be taken for an answer. */
final class Held {
    private Held() {}

    /**
     * @param order body of the request; null when there is none
     * @throws ElsewhereException when the group is not held here
     */
    static <T extends @Nullable Object> T by(
            Instances instances, String group, @Nullable Object order, Supplier<T> reading) {
        try {
            if (!instances.holds(group)) {
                throw ElsewhereException.unreadable(
                        "Expected the state of group '" + group
                                + "', but it is held by another instance, or being moved",
                        null);
            }
            return reading.get();
        } catch (ElsewhereException e) {
            throw order == null ? e : e.asking(order);
        }
    }
}
