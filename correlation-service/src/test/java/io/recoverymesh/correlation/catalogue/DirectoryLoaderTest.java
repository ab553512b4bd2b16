package io.recoverymesh.correlation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.correlation.catalogue.DirectoryLoader.CatalogueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLoaderTest {
    private static final String YAML = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart}
            spec:
              on: [{health: {service: payments, status: DOWN}}]
              steps: [{run: exec/restart}]
            """;

    private final Path directory;
    private final Shelf shelf = new Shelf();

    DirectoryLoaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void followsTheDirectory() throws IOException {
        try (DirectoryLoader loader = loader(directory)) {
            Files.createDirectories(directory.resolve("team/..data"));
            Files.writeString(directory.resolve("team/..data/hidden.yaml"), YAML.replace("restart", "hidden"));
            Files.writeString(directory.resolve("team/notes.txt"), "no policy");
            Files.writeString(directory.resolve("team/restart.yaml"), YAML);
            loader.look();
            assertThat(shelf.declared.keySet()).containsExactly("Recovery/restart");
            assertThat(shelf.declared.get("Recovery/restart"))
                    .extracting(Declared::file)
                    .isEqualTo("team/restart.yaml");

            Files.delete(directory.resolve("team/restart.yaml"));
            loader.look();
            assertThat(shelf.declared).isEmpty();
        }
    }

    @Test
    void publishesNothingWhereNothingChanged() throws IOException {
        try (DirectoryLoader loader = loader(directory)) {
            Files.writeString(directory.resolve("restart.yaml"), YAML);
            loader.look();
            shelf.declared.clear();
            loader.look();
            assertThat(shelf.declared).isEmpty();
        }
    }

    @Test
    void aDirectoryThatIsGoneRetractsNothing() throws IOException {
        Path gone = directory.resolve("gone");
        Files.createDirectories(gone);
        Files.writeString(gone.resolve("restart.yaml"), YAML);
        try (DirectoryLoader loader = loader(gone)) {
            loader.look();
            Files.delete(gone.resolve("restart.yaml"));
            Files.delete(gone);
            loader.look();
            assertThat(shelf.declared).hasSize(1);
            assertThat(loader.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .startsWith("Expected a directory of policies"));
        }
    }

    @Test
    void triesAgainWhatCouldNotBePublished() throws IOException {
        Files.writeString(directory.resolve("restart.yaml"), YAML);
        try (DirectoryLoader loader = loader(directory)) {
            shelf.failing = true;
            assertThatThrownBy(loader::look).hasMessage("not now");
            shelf.failing = false;
            loader.look();
            assertThat(shelf.declared).hasSize(1);
        }
    }

    private DirectoryLoader loader(Path path) {
        return new DirectoryLoader(
                path,
                () -> Catalogue.of(shelf.declared.values()),
                shelf,
                InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }

    private static final class Shelf implements CatalogueWriter {
        private final Map<String, Declared> declared = new TreeMap<>();
        private boolean failing;

        @Override
        public void publish(Declared one) {
            if (failing) {
                throw new IllegalStateException("not now");
            }
            declared.put(one.key(), one);
        }

        @Override
        public void retract(Declared one) {
            declared.remove(one.key());
        }
    }
}
