package io.recoverymesh.standalone.registry;

import io.recoverymesh.standalone.support.ChildJvm;
import java.nio.file.Path;

/** Starts a registry in the given directory and waits to be killed. */
final class RegistryToOrphan {

    private RegistryToOrphan() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (RegistryProcess registry =
                RegistryProcess.start(RegistrySettings.of(Path.of(arguments[0]), Path.of(arguments[1]), 0))) {
            ChildJvm.ready(String.valueOf(registry.handle().pid()));
            Thread.currentThread().join();
        }
    }
}
