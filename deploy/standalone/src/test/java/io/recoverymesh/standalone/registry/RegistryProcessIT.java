package io.recoverymesh.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.registry.Compatibility;
import io.recoverymesh.common.registry.SchemaRegistries;
import io.recoverymesh.common.registry.SchemaRegistry;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.standalone.support.ChildJvm;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

    private final Path directory;

    RegistryProcessIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keepsItsSchemasOverARestart() {
        int id;
        try (RegistryProcess registry = RegistryProcess.start(settings(0))) {
            id = client(registry).register("s-value", HealthReported.SCHEMA$);
            registry.handle().info();
        }
        try (RegistryProcess registry = RegistryProcess.start(settings(0))) {
            assertThat(client(registry).idOf("s-value", HealthReported.SCHEMA$)).isEqualTo(id);
            assertThat(client(registry).compatibility()).isEqualTo(Compatibility.BACKWARD);
        }
    }

    @Test
    void endsWithTheProcessThatStartedItAndStartsAnewOnTheSameData() throws Exception {
        long orphan;
        try (ChildJvm parent = ChildJvm.run(
                RegistryToOrphan.class,
                MeshInfrastructure.distribution().toAbsolutePath().toString(),
                directory.toString())) {
            orphan = Long.parseLong(parent.awaitReady());
            assertThat(ProcessHandle.of(orphan)).isPresent();
            parent.kill();
        }

        try (RegistryProcess next = RegistryProcess.start(settings(0))) {
            assertThat(client(next).compatibility()).isEqualTo(Compatibility.BACKWARD);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ProcessHandle.of(orphan)).isEmpty());
    }

    @Test
    void leavesNoProcessBehind() {
        RegistryProcess registry = RegistryProcess.start(settings(0));

        registry.close();

        assertThat(registry.handle().isAlive()).isFalse();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThatExceptionOfType(RegistryStartException.class)
                .isThrownBy(() -> RegistryProcess.start(RegistrySettings.of(directory, directory, 0)))
                .withMessageContaining("quarkus-run.jar is not there. Build deploy/standalone");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(RegistryStartException.class)
                    .isThrownBy(() -> RegistryProcess.start(settings(taken.getLocalPort())))
                    .withMessageContaining("something listens on port " + taken.getLocalPort());
        }
    }

    private RegistrySettings settings(int port) {
        return RegistrySettings.of(MeshInfrastructure.distribution(), directory, port);
    }

    private static SchemaRegistry client(RegistryProcess registry) {
        return SchemaRegistries.of(Map.of("schema.registry.url", registry.url()));
    }
}
