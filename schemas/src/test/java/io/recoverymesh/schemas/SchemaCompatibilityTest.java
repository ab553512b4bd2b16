package io.recoverymesh.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.SchemaVersions.Version;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {

    private static final List<Version> FROZEN = SchemaVersions.frozen();
    private static final Version NOW = SchemaVersions.current();

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void readsRecordsOfEveryFrozenVersion(String name) {
        Schema now = schema(name);
        for (Version version : FROZEN) {
            Schema then = version.schemas().get(name);
            if (then != null) {
                var result = SchemaCompatibility.checkReaderWriterCompatibility(now, then);
                List<String> found = result.getResult().getIncompatibilities().stream()
                        .map(each -> each.getType() + " at " + each.getLocation() + ": " + each.getMessage())
                        .toList();
                assertThat(result.getType())
                        .as(
                                "Expected %s to read what %s of it wrote, but %s. Give new fields a default, keep the "
                                        + "names and types of the others, and add enum symbols only where there is a default.",
                                name, version.name(), found)
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void isFrozenAsItIs(String name) {
        Version newest = FROZEN.getLast();
        String file = schema(name).getName() + ".avsc";

        assertThat(newest.schemas())
                .as("Expected a frozen copy of %s, but there is none. Add it: %s", name, copy(file, newest.name()))
                .containsKey(name);
        assertThat(schema(name))
                .as(
                        "Expected %s as frozen in %s, but it changed. Freeze the new version: %s (while %s is not "
                                + "released, copy over it instead)",
                        name, newest.name(), copy(file, "v" + (FROZEN.size() + 1)), newest.name())
                .isEqualTo(newest.schemas().get(name));
    }

    @Test
    void forgetsNoRecordThatIsStillInTheTopics() {
        assertThat(NOW.schemas())
                .as("A record that was ever written stays readable: keep its schema.")
                .containsKeys(FROZEN.getLast().schemas().keySet().toArray(String[]::new));
    }

    @Test
    void countsFrozenVersionsWithoutGaps() {
        assertThat(FROZEN)
                .extracting(Version::name)
                .containsExactlyElementsOf(Stream.iterate(1, n -> n + 1)
                        .limit(FROZEN.size())
                        .map(n -> "v" + n)
                        .toList());
    }

    static Stream<String> names() {
        return NOW.schemas().keySet().stream();
    }

    private static Schema schema(String name) {
        Schema schema = NOW.schemas().get(name);
        if (schema == null) {
            throw new AssertionError("No schema " + name);
        }
        return schema;
    }

    private static String copy(String file, String version) {
        String directory = "schemas/src/test/resources/frozen/" + version;
        return "mkdir -p " + directory + " && cp schemas/src/main/avro/" + file + " " + directory + "/";
    }
}
