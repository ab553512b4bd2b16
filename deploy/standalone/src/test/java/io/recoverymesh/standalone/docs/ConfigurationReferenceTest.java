package io.recoverymesh.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConfigurationReferenceTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAME = Pattern.compile("\"((?:mesh|trigger|correlation|handler)\\.[a-z]+[a-z.-]*)\"");

    @Test
    void namesEverySettingThatTheServicesRead() throws IOException {
        String reference = Files.readString(ROOT.resolve("docs/configuration.md"));
        assertThat(settings()).isNotEmpty().allSatisfy(name -> assertThat(reference)
                .contains("`" + name));
    }

    private static Set<String> settings() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String service : List.of("trigger-service", "correlation-service", "handler-service")) {
            Path wiring = ROOT.resolve(service).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(wiring)) {
                files.filter(ConfigurationReferenceTest::holdsSettings).forEach(file -> collect(file, names));
            }
        }
        return names;
    }

    private static boolean holdsSettings(Path file) {
        String name = file.toString();
        return name.contains("wiring") && (name.endsWith("Configuration.java") || name.endsWith("Settings.java"));
    }

    private static void collect(Path file, Set<String> names) {
        try {
            Matcher matcher = NAME.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
