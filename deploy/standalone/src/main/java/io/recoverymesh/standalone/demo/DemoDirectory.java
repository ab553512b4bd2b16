package io.recoverymesh.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where one run of the demo keeps its files; a temporary one is removed at the end. */
record DemoDirectory(Path path, boolean temporary) implements AutoCloseable {
    static DemoDirectory of(@Nullable Path wanted) throws IOException {
        return wanted == null
                ? new DemoDirectory(Files.createTempDirectory("mesh-demo").toRealPath(), true)
                : new DemoDirectory(Files.createDirectories(wanted).toRealPath(), false);
    }

    @Override
    public void close() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A file that vanished meanwhile; what is left lies in the system's temporary directory.
            return;
        }
    }
}
