package io.recoverymesh.standalone.wiring;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the log goes: a file in the data directory, so that the terminal stays readable. */
public final class LogFile {
    private LogFile() {}

    /** Must come before the first logger; a configuration that is set already is kept. Returns the file. */
    public static Path in(Path data) {
        Path file = data.resolve("mesh.log");
        System.setProperty("mesh.log.file", file.toString());
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "standalone-logback.xml");
        }
        return file;
    }

    static void note(String text) {
        LoggerFactory.getLogger(Standalone.class).info(text);
    }
}
