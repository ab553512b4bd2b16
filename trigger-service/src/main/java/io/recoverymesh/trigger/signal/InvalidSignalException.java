package io.recoverymesh.trigger.signal;

import java.util.List;
import java.util.stream.Collectors;

/** A payload that is no signal and never will be; its problems say what was expected, what came, where, and the mend. */
public final class InvalidSignalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SignalProblem> problems;

    public InvalidSignalException(List<SignalProblem> problems) {
        super(problems.stream().map(SignalProblem::toString).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    public InvalidSignalException(String pointer, String message, String mend) {
        this(List.of(new SignalProblem(null, pointer, message, mend)));
    }

    /** At least one. */
    public List<SignalProblem> problems() {
        return problems;
    }
}
