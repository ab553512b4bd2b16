package io.recoverymesh.common.policy;

/**
 * One thing that is wrong, or doubtful, in a document.
 *
 * @param line from 1; 0 where it is not known
 * @param field JSON pointer such as {@code /spec/steps/0/run}; empty for the whole document
 * @param message expected …, but …
 * @param mend what to do about it
 */
public record PolicyProblem(Severity severity, String file, int line, String field, String message, String mend) {
    /** ERROR: the document is refused. WARNING: it is loaded. */
    public enum Severity {
        ERROR,
        WARNING
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + severity + " at " + (field.isEmpty() ? "/" : field) + ": " + message + ". "
                + mend;
    }
}
