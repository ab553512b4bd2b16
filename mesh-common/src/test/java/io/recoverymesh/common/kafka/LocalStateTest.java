package io.recoverymesh.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class LocalStateTest {
    private static final String APPLICATION = "mesh.correlation";

    @TempDir
    private Path directory;

    private Path store;
    private Path process;

    @BeforeEach
    void keepAStore() throws IOException {
        Path application = directory.resolve(APPLICATION);
        store = application.resolve("0_3/rocksdb/ledger/000004.sst");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "rows");
        process = Files.writeString(application.resolve("kafka-streams-process-metadata"), "{}");
    }

    @Test
    void storesThatACrashLeftAreGoneAndNothingElse() throws IOException {
        Path other = Files.createDirectories(directory.resolve("mesh.trigger/0_3"));

        LocalState.open(directory, APPLICATION).close();

        assertThat(directory.resolve(APPLICATION + "/0_3")).doesNotExist();
        assertThat(process).exists();
        assertThat(other).exists();
    }

    @Test
    void storesThatWereClosedInOrderAreKeptUntilTheyAreOpenedAgain() throws IOException {
        try (LocalState state = LocalState.open(directory, APPLICATION)) {
            state.begin();
            keepAStore();
            state.end();
        }

        LocalState.open(directory, APPLICATION).close();
        assertThat(store).as("a start that fails before Streams opens them").exists();

        try (LocalState state = LocalState.open(directory, APPLICATION)) {
            state.begin();
        }
        LocalState.open(directory, APPLICATION).close();
        assertThat(store).as("opened, and not closed in order").doesNotExist();
    }

    @Test
    void aSecondProcessIsToldThatTheDirectoryIsTaken() {
        try (LocalState state = LocalState.open(directory, APPLICATION)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> LocalState.open(directory, APPLICATION))
                    .withMessageContainingAll("mesh.correlation", directory.toString(), "mesh.state-dir");
            state.begin();
        }
    }

    @Test
    void aDirectoryThatIsAFileIsRefusedWithTheNameOfTheSetting() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatIllegalStateException()
                .isThrownBy(() -> LocalState.open(file, APPLICATION))
                .withMessageContaining("mesh.state-dir");
    }
}
