package io.recoverymesh.standalone.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM of our own to kill: it runs a main class of the tests and says when it is ready. */
public final class ChildJvm implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final BufferedReader out;

    private ChildJvm(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    /** Starts the main class with this JVM's class path. */
    public static ChildJvm run(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Stream.of(arguments).forEach(command::add);
        try {
            return new ChildJvm(
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a child's main says when there is something to kill. */
    public static void ready(String what) {
        System.out.println(READY + what);
        System.out.flush();
    }

    /** Waits for the child's word. */
    public String awaitReady() {
        String last = out.lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected the child to get ready, but it ended."));
        return last.substring(READY.length());
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends it a signal by name: STOP, CONT, TERM. */
    public void signal(String name) {
        try {
            int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (sent != 0) {
                throw new IllegalStateException(
                        "Expected to send " + name + " to " + process.pid() + ", but got " + sent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
