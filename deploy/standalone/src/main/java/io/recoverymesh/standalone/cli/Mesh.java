package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.client.MeshCallException;
import io.recoverymesh.standalone.rehearsal.BadTestException;
import io.recoverymesh.standalone.wiring.StandaloneException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** {@code ./mesh}: starts a mesh, or speaks to one. */
@Command(
        name = "mesh",
        description = "Starts a recovery mesh, or speaks to one.",
        mixinStandardHelpOptions = true,
        version = "recovery-mesh 0.1.0",
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done; 1 refused, or what was checked is invalid; 2 command line not understood; 3 no mesh"
                    + " answered.",
            "'./mesh <command> --help' says more about each."
        })
public final class Mesh implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a command, but got none.");
    }

    public static void main(String[] args) {
        Charset out = Charset.forName(System.getProperty("stdout.encoding", "US-ASCII"));
        Charset err = Charset.forName(System.getProperty("stderr.encoding", "US-ASCII"));
        System.exit(run(new PrintWriter(System.out, true, out), new PrintWriter(System.err, true, err), args));
    }

    /** Runs one command line and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Mesh());
        Commands.of(args).forEach(line::addSubcommand);
        return line.setOut(out)
                .setErr(err)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(Boolean.getBoolean("mesh.terminal") ? Ansi.AUTO : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Mesh::notUnderstood)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure, commandLine))
                .execute(args);
    }

    private static int notUnderstood(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("mesh: " + failure.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            command.getErr().println("Try './" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCodes.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) throws Exception {
        return switch (failure) {
            case MeshCallException.Unreachable e -> say(command, e, ExitCodes.UNREACHABLE);
            case MeshCallException.Refused e -> say(command, e, ExitCodes.REFUSED);
            case StandaloneException e -> say(command, e, ExitCodes.REFUSED);
            case RefusedInputException e -> say(command, e, ExitCodes.REFUSED);
            case BadTestException e -> say(command, e, ExitCodes.REFUSED);
            default -> throw failure;
        };
    }

    private static int say(CommandLine command, Exception failure, int exitCode) {
        String message = String.valueOf(failure.getMessage());
        command.getErr().println("mesh " + command.getCommandName().toLowerCase(Locale.ROOT) + ": " + message);
        return exitCode;
    }
}
