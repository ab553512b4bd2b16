package io.recoverymesh.standalone.registry;

import io.recoverymesh.common.registry.SchemaRegistryContract;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RealRegistryContractIT extends SchemaRegistryContract {

    private static @Nullable RegistryProcess registry;

    @BeforeAll
    static void start(@TempDir Path directory) {
        registry = RegistryProcess.start(RegistrySettings.of(MeshInfrastructure.distribution(), directory, 0));
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    protected Map<String, Object> config() {
        if (registry == null) {
            throw new AssertionError("The registry did not start.");
        }
        return Map.of("schema.registry.url", registry.url());
    }
}
