package io.recoverymesh.standalone.wiring;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where this program lies on disk. */
public final class Installation {
    private Installation() {}

    /** The jar, or the directory of classes, that this class was loaded from. */
    public static Path code() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Expected to find the program at " + source.getLocation(), e);
        }
    }

    /** The java that runs this program. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The registry's distribution, which the build unpacks beside the program. */
    static Path registry() {
        return code().resolveSibling("registry");
    }
}
