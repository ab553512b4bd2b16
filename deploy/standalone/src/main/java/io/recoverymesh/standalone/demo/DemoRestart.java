package io.recoverymesh.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program that the demo's {@code exec} action runs: ends a demo service if it lives, starts it, and ends when it
 * answers. Uses nothing but the JDK.
 */
final class DemoRestart {
    private static final long ANSWERS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 20;

    private DemoRestart() {}

    /** @param args directory of the demo services, name of the service */
    public static void main(String[] args) throws IOException, InterruptedException {
        ServiceFiles files = new ServiceFiles(Path.of(args[0]), args[1]);
        if (!Files.isRegularFile(files.command())) {
            System.err.println("Expected one of the demo's services, but there is no " + files.command());
            System.exit(2);
        }
        Optional<ProcessHandle> former = files.process();
        former.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        int before = files.starts();
        Process started = launch(files);
        long deadline = System.nanoTime() + ANSWERS_WITHIN_NANOS;
        while (files.starts() == before) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                System.err.println("Expected " + args[1] + " to start, but it has not; see " + files.output());
                System.exit(1);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        System.out.println("started " + args[1] + " as process " + started.pid());
    }

    /** With nothing of this process's environment, and an output of its own: it is to outlive this process. */
    static Process launch(ServiceFiles files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Files.readAllLines(files.command()));
        builder.environment().clear();
        return builder.redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(files.output().toFile()))
                .start();
    }
}
