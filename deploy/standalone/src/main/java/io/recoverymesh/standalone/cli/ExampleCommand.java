package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.demo.ExampleRun;
import io.recoverymesh.standalone.rehearsal.PolicyTest;
import io.recoverymesh.standalone.text.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an example against a mesh that it starts. */
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a mesh in a temporary directory, plays the first test of an example to it in real time, with real"
                    + " programs as actions, prints the flows, and ends it.",
            "Ends with 0 only if everything that the example expects came."
        })
final class ExampleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<name>", description = "A folder below examples, such as linear-restore.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(
            names = "--examples",
            paramLabel = "<dir>",
            defaultValue = "${sys:mesh.home:-.}/examples",
            description = "Where the examples are.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path examples;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Map<String, String> policies = new TreeMap<>();
        Map<String, String> tests = new TreeMap<>();
        for (Path file : files()) {
            boolean isTest = PolicyTest.SUFFIXES.stream().anyMatch(file.toString()::endsWith);
            (isTest ? tests : policies).put(file.toString(), Files.readString(file));
        }
        if (tests.isEmpty()) {
            throw new RefusedInputException(
                    "Expected a *.test.yaml in " + examples.resolve(name) + ", but there is none. " + known(), null);
        }
        Map.Entry<String, String> test = tests.entrySet().iterator().next();
        Screen screen = Screen.of(command.commandLine().getOut());
        PolicyTest read = PolicyTest.read(test.getKey(), test.getValue(), policies);
        return new ExampleRun(read, policies, screen).run() ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    private List<Path> files() throws IOException {
        Path folder = examples.resolve(name).normalize();
        if (!Files.isDirectory(folder) || !folder.startsWith(examples.normalize())) {
            throw new RefusedInputException(
                    "Expected the name of an example, but there is no folder " + folder + ". " + known(), null);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private String known() throws IOException {
        if (!Files.isDirectory(examples)) {
            return "Run ./mesh from its own directory, or give --examples.";
        }
        try (Stream<Path> folders = Files.list(examples)) {
            return "There are "
                    + String.join(
                            ", ",
                            folders.filter(Files::isDirectory)
                                    .map(folder -> String.valueOf(folder.getFileName()))
                                    .sorted()
                                    .toList())
                    + ".";
        }
    }
}
