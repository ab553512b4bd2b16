package io.recoverymesh.common.registry;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {

    private final String scope = UUID.randomUUID().toString();

    @Override
    protected Map<String, Object> config() {
        return Map.of("schema.registry.url", "mock://" + scope);
    }

    @AfterEach
    void drop() {
        InMemorySchemaRegistry.dropScope(scope);
    }
}
