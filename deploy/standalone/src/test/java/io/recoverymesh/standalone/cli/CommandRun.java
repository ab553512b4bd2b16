package io.recoverymesh.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One command line as it was run, and what came of it. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Mesh.run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
