package io.recoverymesh.handler.endpoint;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The Python handler of the examples, in a process of its own, with its registration. */
final class PythonHandler implements AutoCloseable {
    private static final Path EXAMPLE = Path.of("..", "examples", "http-handler");

    private final Process process;
    private final Path journal;
    private final Handler handler;

    private PythonHandler(Process process, Path journal, Handler handler) {
        this.process = process;
        this.journal = journal;
        this.handler = handler;
    }

    static PythonHandler start(Path directory, Secrets secrets) throws IOException {
        Path journal = directory.resolve("journal");
        Process process = new ProcessBuilder(
                        "python3", EXAMPLE.resolve("handler.py").toString(), "0", journal.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = String.valueOf(process.inputReader().readLine());
        Path registered = directory.resolve("handlers.yaml");
        String example = Files.readString(EXAMPLE.resolve("handlers.yaml"));
        Files.writeString(registered, example.replace(":9100/", ":" + port + "/"));
        Handler handler = new EndpointHandlers(InstantSource.system(), secrets)
                .of(registered)
                .getFirst();
        return new PythonHandler(process, journal, handler);
    }

    Handler handler() {
        return handler;
    }

    Action action(String name) {
        return handler.action(name).orElseThrow();
    }

    List<String> journal() throws IOException {
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
