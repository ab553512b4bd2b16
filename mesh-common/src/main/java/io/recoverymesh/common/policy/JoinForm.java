package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Step.Join;
import java.util.List;

/** How {@code after} is written: an id, a list of ids, {@code {all: …}}, {@code {any: …}}, {@code {quorum: k, of: …}}. */
final class JoinForm {
    private JoinForm() {}

    static Join read(Fields step) {
        Fields after = step.in("after");
        if (!after.node().isObject()) {
            return all(step.texts("after"));
        }
        if (after.has("any")) {
            return new Join(Join.Kind.ANY, 1, distinct(after.texts("any")));
        }
        return after.has("quorum")
                ? new Join(Join.Kind.QUORUM, after.count("quorum", 1), distinct(after.texts("of")))
                : all(after.texts("all"));
    }

    static Join all(List<String> of) {
        List<String> distinct = distinct(of);
        return new Join(Join.Kind.ALL, distinct.size(), distinct);
    }

    private static List<String> distinct(List<String> of) {
        return of.stream().distinct().toList();
    }
}
