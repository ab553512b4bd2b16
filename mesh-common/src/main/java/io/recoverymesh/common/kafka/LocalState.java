package io.recoverymesh.common.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one Streams application of one process keeps its stores. After a crash, exactly-once makes Streams distrust every
 * store and restore it from its changelog, but only after it has opened each of them twice. Opened by this class first,
 * stores that did not end in order are gone before Streams looks, and the instance is back seconds sooner.
 */
public final class LocalState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final Pattern TASK = Pattern.compile("\\d+_\\d+");

    private final FileChannel lock;
    private final Path ended;

    private LocalState(FileChannel lock, Path ended) {
        this.lock = lock;
        this.ended = ended;
    }

    /**
     * Takes the directory and removes stores that a crash left.
     *
     * @param stateDirectory {@code state.dir} of Streams
     * @throws IllegalStateException when another process uses it, or it cannot be written to
     */
    public static LocalState open(Path stateDirectory, String applicationId) {
        Path file = stateDirectory.resolve(applicationId + ".lock");
        Path ended = stateDirectory.resolve(applicationId + ".ended");
        try {
            Files.createDirectories(stateDirectory);
            FileChannel lock = lock(file);
            if (lock == null) {
                throw new IllegalStateException("Expected to be the only process that keeps state of " + applicationId
                        + " in " + stateDirectory.toAbsolutePath() + ", but another one has locked "
                        + file.getFileName()
                        + ". Stop that one, or give each instance its own mesh.state-dir");
            }
            if (!Files.exists(ended)) {
                removeStores(stateDirectory.resolve(applicationId));
            }
            return new LocalState(lock, ended);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Expected mesh.state-dir to be a directory that may be written to, but " + e, e);
        }
    }

    /** Says that Streams is about to open the stores; from now on, until {@link #end}, they are those of a crash. */
    public void begin() {
        try {
            Files.deleteIfExists(ended);
        } catch (IOException e) {
            throw new IllegalStateException("Expected to remove " + ended + ", but " + e, e);
        }
    }

    /** Says that Streams has closed all its stores; without it the next start restores them from Kafka. */
    public void end() {
        try {
            Files.writeString(ended, "");
        } catch (IOException e) {
            LOG.warn(
                    "Expected to note the orderly end in {}, but {}; the next start takes longer", ended, e.toString());
        }
    }

    /** Lets another process have it. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("Expected to release the lock of the state directory, but {}", e.toString());
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("Held within this process", e);
        }
        channel.close();
        return null;
    }

    private static void removeStores(Path application) throws IOException {
        for (Path task : tasks(application)) {
            Files.walkFileTree(task, new Removal());
        }
    }

    private static List<Path> tasks(Path application) throws IOException {
        if (!Files.isDirectory(application)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(application)) {
            return entries.filter(entry ->
                            TASK.matcher(String.valueOf(entry.getFileName())).matches())
                    .toList();
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
