package io.recoverymesh.common.registry;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the registry that a configuration names; equal configurations share one client and its memory. */
public final class SchemaRegistries {

    /** Weak: a client, and its thread, lives as long as a serde that uses it. */
    private static final Map<RegistryConfig, WeakReference<SchemaRegistry>> SHARED = new HashMap<>();

    private SchemaRegistries() {}

    /** The registry of {@code schema.registry.url} and the settings beside it. */
    public static SchemaRegistry of(Map<String, ?> configs) {
        List<String> urls = RegistryConfig.urls(configs);
        if (urls.size() == 1) {
            var scope = InMemorySchemaRegistry.scopeOf(urls.getFirst());
            if (scope.isPresent()) {
                return InMemorySchemaRegistry.scope(scope.get());
            }
        }
        return shared(RegistryConfig.of(configs));
    }

    private static synchronized SchemaRegistry shared(RegistryConfig config) {
        WeakReference<SchemaRegistry> reference = SHARED.get(config);
        SchemaRegistry alive = reference == null ? null : reference.get();
        if (alive != null) {
            return alive;
        }
        SchemaRegistry made = new CachedSchemaRegistry(new RestSchemaRegistry(config), System::nanoTime);
        SHARED.put(config, new WeakReference<>(made));
        return made;
    }
}
