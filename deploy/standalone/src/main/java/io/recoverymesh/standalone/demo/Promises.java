package io.recoverymesh.standalone.demo;

import io.recoverymesh.standalone.text.Screen;
import java.util.ArrayList;
import java.util.List;

/** What was promised, and what was observed. */
final class Promises {
    private final List<Promise> promises = new ArrayList<>();

    private record Promise(String promised, String observed, boolean kept) {}

    /** @param observed as the mesh or the service itself says */
    void check(String promised, boolean kept, String observed) {
        promises.add(new Promise(promised, observed, kept));
    }

    boolean allKept() {
        return !promises.isEmpty() && promises.stream().allMatch(Promise::kept);
    }

    void print(Screen screen) {
        int width = promises.stream().mapToInt(p -> p.promised().length()).max().orElse(0);
        for (Promise promise : promises) {
            screen.line("  " + screen.mark(promise.kept()) + " " + promise.promised()
                    + " ".repeat(width - promise.promised().length()) + "  " + screen.faint(promise.observed()));
        }
        screen.blank();
        long missing = promises.stream().filter(p -> !p.kept()).count();
        screen.line(
                missing == 0
                        ? screen.bold("All " + promises.size() + " promises were observed.")
                        : screen.bold(missing + " of " + promises.size() + " promises were not observed:"));
        promises.stream()
                .filter(p -> !p.kept())
                .forEach(p -> screen.line("  expected: " + p.promised() + "; observed: " + p.observed()));
    }
}
