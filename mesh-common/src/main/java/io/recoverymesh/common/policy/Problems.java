package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.PolicyProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one document: one sentence for each mistake, and none about a field that is already refused. */
final class Problems {
    private static final int MAX = 100;

    private final String file;
    private final Lines lines;
    private final List<PolicyProblem> found = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    Problems(String file, Lines lines) {
        this.file = file;
        this.lines = lines;
    }

    void error(String field, String message, String mend) {
        errorAt(lines.of(field), field, message, mend);
    }

    void errorAt(int line, String field, String message, String mend) {
        if (refused.add(field)) {
            found.add(new PolicyProblem(Severity.ERROR, file, line, field, message, mend));
        }
    }

    void warning(String field, String message, String mend) {
        if (!refused.contains(field)) {
            found.add(new PolicyProblem(Severity.WARNING, file, lines.of(field), field, message, mend));
        }
    }

    boolean hasErrors() {
        return !refused.isEmpty();
    }

    /** In the order of the lines; of very many the first. */
    List<PolicyProblem> all() {
        List<PolicyProblem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(PolicyProblem::line));
        if (sorted.size() <= MAX) {
            return sorted;
        }
        String more = "There are " + (sorted.size() - MAX) + " more problems in this document";
        List<PolicyProblem> shown = new ArrayList<>(sorted.subList(0, MAX));
        shown.add(new PolicyProblem(Severity.ERROR, file, lines.first(), "", more, "Mend those above first"));
        return shown;
    }
}
