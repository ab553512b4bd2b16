package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The published schema, the reader and the reference say the same. */
class LanguageSchemaTest {
    private static final Path REFERENCE = Path.of("..", "docs", "policy-reference.md");

    private final PolicyReader reader = new PolicyReader();

    @Test
    void theSchemaIsDraft07() throws IOException {
        JsonNode meta = new ObjectMapper()
                .readTree(Objects.requireNonNull(JsonSchemaFactory.class.getResourceAsStream("/draft-07/schema")));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(meta).validate(schema()))
                .isEmpty();
    }

    @Test
    void theDefaultsOfTheSchemaAreTheReadersDefaults() throws IOException {
        ObjectNode document = (ObjectNode) CanonicalJson.parse("""
                {"apiVersion":"recovery.mesh/v1","kind":"Recovery","metadata":{"name":"a"},
                 "spec":{"on":[{"health":{}},{"alert":{}},{"anomaly":{}},{"recovery":{"name":"b"}}],
                 "steps":[{"run":"exec","undo":{"run":"exec"}},{"approve":{}},{"await":{}},{"notify":"oncall"}]}}""");
        Policy silent = reader.policy(CanonicalJson.of(document));
        JsonNode schema = schema();
        JsonNode definitions = schema.path("definitions");
        ObjectNode spec = (ObjectNode) document.path("spec");
        fill(spec, definitions.at("/recovery/properties/spec"));
        fill(spec.putObject("verify"), definitions.path("verify"));
        ObjectNode guard = spec.putObject("guard");
        fill(guard, definitions.path("guard"));
        for (String part : new String[] {"backoff", "fleet", "concurrency", "breaker"}) {
            fill(guard.putObject(part), definitions.at("/guard/properties/" + part));
        }
        fill(spec.putObject("approve"), definitions.path("approval"));
        ObjectNode run = (ObjectNode) spec.at("/steps/0");
        fill(run, definitions.path("step"));
        fill(run.putObject("retry"), definitions.path("retry"));
        fill((ObjectNode) run.path("undo"), definitions.at("/step/properties/undo"));
        fill((ObjectNode) spec.at("/steps/1/approve"), definitions.path("approval"));
        fill((ObjectNode) spec.at("/steps/2/await"), definitions.at("/step/properties/await"));
        ((ObjectNode) spec.at("/steps/3")).set("timeout", definitions.at("/step/properties/timeout/default"));
        spec.path("on").forEach(trigger -> {
            String source = trigger.fieldNames().next();
            fill((ObjectNode) trigger.path(source), definitions.at("/trigger/properties/" + source));
        });
        assertThat(CanonicalJson.of(document)).contains("calmFor", "overflow", "attempts", "holdFor", "stableFor");
        Policy explicit = reader.policy(CanonicalJson.of(document));
        assertThat(explicit)
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(silent);
    }

    @Test
    void theReferenceDescribesEveryFieldWithItsDefault() throws IOException {
        String reference = Files.readString(REFERENCE);
        assertDescribed(schema(), reference);
    }

    @Test
    void theExamplesOfTheReferenceAreValid() throws IOException {
        String reference = Files.readString(REFERENCE);
        int examples = 0;
        for (String part : reference.split("```yaml\n", -1)) {
            if (examples++ > 0) {
                PolicyReading reading = reader.read("policy-reference.md", part.substring(0, part.indexOf("```")));
                assertThat(reading.problems()).isEmpty();
                assertThat(reading.documents()).isNotEmpty();
            }
        }
        assertThat(examples).isGreaterThan(3);
    }

    private static void assertDescribed(JsonNode schema, String reference) {
        for (JsonNode child : schema) {
            assertDescribed(child, reference);
        }
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue().path("default");
            String expected = "\\| `" + property.getKey() + "` \\|[^\n]*"
                    + (value.isValueNode() ? "`" + value.asText() + "`[^\n]*" : "") + "\\|\n";
            assertThat(reference).containsPattern(expected);
        });
    }

    /** Writes down every default of an object's schema. */
    private static void fill(ObjectNode object, JsonNode objectSchema) {
        for (Iterator<String> names = objectSchema.path("properties").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode value = objectSchema.path("properties").path(name).path("default");
            if (!value.isMissingNode()) {
                object.set(name, value);
            }
        }
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(PolicyReader.class.getResourceAsStream("/recovery.mesh-v1.schema.json"))) {
            return new ObjectMapper().readTree(stream);
        }
    }
}
