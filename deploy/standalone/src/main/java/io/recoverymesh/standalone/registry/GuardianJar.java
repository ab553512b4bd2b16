package io.recoverymesh.standalone.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs {@link RegistryGuardian} into a jar that leads to the registry's own, so that no class of ours meets one of its. */
final class GuardianJar {

    private GuardianJar() {}

    /** The jar, written unless it is there: a class archive is valid only as long as its jars are untouched. */
    static Path ensure(Path directory, Path application) throws IOException {
        Path jar = directory.resolve("guardian-" + Integer.toHexString(application.hashCode()) + ".jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, "guardian", ".tmp");
            try (OutputStream out = Files.newOutputStream(written)) {
                write(out, application);
            }
            move(written, jar);
        }
        return jar;
    }

    private static void write(OutputStream out, Path application) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, RegistryGuardian.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, application.toUri().toString());
        attributes.putValue("Add-Opens", "java.base/java.lang");
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        String file = RegistryGuardian.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream compiled = RegistryGuardian.class.getClassLoader().getResourceAsStream(file)) {
            if (compiled == null) {
                throw new IOException("Expected " + file + " among the classes of the mesh, but it is not there.");
            }
            jar.putNextEntry(new JarEntry(file));
            compiled.transferTo(jar);
            jar.closeEntry();
        }
    }

    private static void move(Path written, Path jar) throws IOException {
        try {
            Files.move(written, jar, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
