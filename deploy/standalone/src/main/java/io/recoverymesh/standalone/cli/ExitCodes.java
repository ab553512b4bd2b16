package io.recoverymesh.standalone.cli;

/** What the command line ends with. */
final class ExitCodes {
    static final int OK = 0;
    /** The mesh refused, or what was checked is invalid. */
    static final int REFUSED = 1;
    /** The command line was not understood. */
    static final int USAGE = 2;
    /** No mesh answered. */
    static final int UNREACHABLE = 3;

    private ExitCodes() {}
}
