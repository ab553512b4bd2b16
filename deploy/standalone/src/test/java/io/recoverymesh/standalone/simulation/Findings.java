package io.recoverymesh.standalone.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Violations found so far; bounded, the first ones tell the story. */
final class Findings {
    private static final int MAX = 50;

    private final List<Violation> violations = new ArrayList<>();

    void expect(boolean holds, String invariant, Supplier<String> text) {
        if (!holds && violations.size() < MAX) {
            violations.add(new Violation(invariant, text.get()));
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
