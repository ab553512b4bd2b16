package io.recoverymesh.standalone.registry;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The registry's main class in its own process: ends it when the process that started it is gone, however it went.
 *
 * <p>Its standard input is a pipe that the parent never writes to; the pipe ends with the parent, also by kill -9. This
 * class is alone in a jar of its own, so it may use nothing but the JDK.
 */
final class RegistryGuardian {

    private static final String APPLICATION = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private RegistryGuardian() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // only its end matters
                }
            } catch (IOException e) {
                // so it is gone
            }
            System.exit(0);
        });
        try {
            Class.forName(APPLICATION).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The registry failed: " + e.getCause(), e.getCause());
        }
    }
}
