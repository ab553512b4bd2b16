package io.recoverymesh.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The schemas as they are and as they were: version n is version n-1 with the files of {@code frozen/vn} laid over it. */
final class SchemaVersions {

    static final Path CURRENT = Path.of("src", "main", "avro");
    static final Path FROZEN = Path.of("src", "test", "resources", "frozen");

    /** One complete set of schemas by full name; the newest frozen version is the last of a list. */
    record Version(String name, Map<String, Schema> schemas) {}

    private SchemaVersions() {}

    static Version current() {
        return parsed("now", filesOf(CURRENT));
    }

    static List<Version> frozen() {
        Map<String, Path> overlaid = new TreeMap<>();
        List<Version> versions = new ArrayList<>();
        try (Stream<Path> directories = Files.list(FROZEN)) {
            directories
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparingInt(SchemaVersions::number))
                    .forEach(directory -> {
                        overlaid.putAll(filesOf(directory));
                        versions.add(parsed(directory.getFileName().toString(), overlaid));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    private static int number(Path directory) {
        return Integer.parseInt(directory.getFileName().toString().substring(1));
    }

    private static Map<String, Path> filesOf(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(directory)) {
            found.filter(file -> file.toString().endsWith(".avsc"))
                    .forEach(file -> files.put(file.getFileName().toString(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Each file may use the types of any other: parses what can be, again and again until all is. */
    private static Version parsed(String name, Map<String, Path> files) {
        Map<String, Schema> schemas = new TreeMap<>();
        List<Path> left = new ArrayList<>(files.values());
        while (!left.isEmpty()) {
            int before = left.size();
            left.removeIf(file -> parsed(file, schemas));
            if (left.size() == before) {
                throw new AssertionError("Expected every type that " + left + " use among the schemas of " + name
                        + ", but some are not there. Freeze them with it: mkdir -p " + FROZEN + "/" + name + " && cp "
                        + CURRENT + "/<Type>.avsc " + FROZEN + "/" + name + "/ (in schemas).");
            }
        }
        return new Version(name, schemas);
    }

    private static boolean parsed(Path file, Map<String, Schema> known) {
        Schema.Parser parser = new Schema.Parser();
        parser.addTypes(known.values());
        try {
            Schema schema = parser.parse(file.toFile());
            known.put(schema.getFullName(), schema);
            return true;
        } catch (AvroRuntimeException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
