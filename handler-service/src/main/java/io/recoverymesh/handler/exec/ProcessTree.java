package io.recoverymesh.handler.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program and all that it started: its descendants; on Linux also what is in its session, and what carries its mark in
 * the environment it was started with, wherever such a process moved to. What changes both session and environment and
 * lets its parent die escapes.
 */
final class ProcessTree {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROC = Path.of("/proc");
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LOOK_MILLIS = 50;

    private final ProcessHandle root;
    private final boolean ownSession;
    private final String mark;
    private final Set<String> outputs;

    /**
     * @param ownSession whether the program leads a session of its own
     * @param mark {@code NAME=value} that only this program's environment holds
     */
    ProcessTree(ProcessHandle root, boolean ownSession, String mark) {
        this.root = root;
        this.ownSession = ownSession;
        this.mark = mark;
        this.outputs = pipes(root);
    }

    /** Whether a process that outlives the program still has the program's stdout or stderr as its own; Linux only. */
    boolean holdsOutput() {
        return alive().stream().anyMatch(process -> !Collections.disjoint(pipes(process), outputs));
    }

    /** SIGTERM to all, two seconds, then SIGKILL until none is left. Not stopped by interrupts; they are kept. */
    void end() {
        long began = System.nanoTime();
        boolean interrupted = false;
        Set<ProcessHandle> told = new HashSet<>();
        for (Set<ProcessHandle> alive = alive(); !alive.isEmpty(); alive = alive()) {
            long passed = System.nanoTime() - began;
            if (passed > LONGEST_NANOS) {
                LOG.error("Expected {} processes to end on SIGKILL, but they have not: {}", alive.size(), alive);
                break;
            }
            boolean kill = passed > GRACE_NANOS;
            for (ProcessHandle process : alive) {
                if (kill) {
                    process.destroyForcibly();
                } else if (told.add(process)) {
                    process.destroy();
                }
            }
            interrupted |= pause();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ProcessHandle> alive() {
        Set<ProcessHandle> found = new HashSet<>();
        add(found, root);
        eachProcess(pid -> inSession(pid) || carriesMark(pid), found);
        return found;
    }

    private static void add(Set<ProcessHandle> found, ProcessHandle process) {
        if (isRunning(process)) {
            found.add(process);
        }
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            descendants.filter(ProcessTree::isRunning).forEach(found::add);
        }
    }

    private static void eachProcess(Predicate<Path> ours, Set<ProcessHandle> found) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (ours.test(process)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(handle -> add(found, handle));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            LOG.debug("Could not list processes", e);
        }
    }

    private boolean inSession(Path process) {
        String[] fields = stat(process);
        return ownSession && fields.length > 4 && fields[3].equals(Long.toString(root.pid()));
    }

    /** Where nobody reaps orphans, the dead stay listed: state Z. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !stat(PROC.resolve(Long.toString(process.pid())))[0].equals("Z");
    }

    /** State, parent, group, session, …: what follows the name, which may hold spaces and brackets. */
    private static String[] stat(Path process) {
        String stat = read(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", 6);
    }

    private boolean carriesMark(Path process) {
        String environment = "\0" + read(process.resolve("environ"));
        return environment.contains("\0" + mark + "\0");
    }

    private static Set<String> pipes(ProcessHandle process) {
        Set<String> pipes = new HashSet<>();
        for (String descriptor : List.of("1", "2")) {
            Path link = PROC.resolve(process.pid() + "/fd/" + descriptor);
            try {
                pipes.add(Files.readSymbolicLink(link).toString());
            } catch (IOException e) {
                LOG.trace("No {}: the process is gone, or this is no Linux", link);
            }
        }
        pipes.removeIf(output -> !output.startsWith("pipe:"));
        return pipes;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Gone meanwhile, or another user's.
            return "";
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
