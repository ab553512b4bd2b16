package io.recoverymesh.standalone.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the mesh's metrics, as documented, as used and as scraped; without the suffixes of timers. */
public final class MetricsContract {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAME = Pattern.compile("\\bmesh_[a-z_]+");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    private MetricsContract() {}

    /** In {@code docs/telemetry.md}. */
    public static Set<String> documented() {
        return in(read(ROOT.resolve("docs/telemetry.md")));
    }

    /** In the dashboard and the alerts. */
    public static Set<String> used() {
        Set<String> used = in(read(observability("grafana-dashboard.json")));
        used.addAll(in(read(observability("alerts.yaml"))));
        return used;
    }

    /** In what {@code /prometheus} answered. */
    public static Set<String> scraped(String text) {
        Set<String> scraped = new TreeSet<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher name = NAME.matcher(line);
            if (name.lookingAt()) {
                scraped.add(base(name.group()));
            }
        });
        return scraped;
    }

    /** A file of {@code deploy/observability}. */
    public static Path observability(String file) {
        return ROOT.resolve("deploy/observability").resolve(file);
    }

    private static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(base(name.group()));
        }
        return names;
    }

    private static String base(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
