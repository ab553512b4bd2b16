package io.recoverymesh.standalone.rehearsal;

/** Where what came is not what a test expected. */
public record Mismatch(String file, int line, String what, String expected, String got) {
    /** {@code file:line: …} so that editors and CI find the place. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + what + "\n      expected " + expected + "\n      got      " + got;
    }
}
