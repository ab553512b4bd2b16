package io.recoverymesh.common.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

final class ArgumentsSchemaTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ArgumentsSchema schema = ArgumentsSchema.of("""
        {"type": "object", "additionalProperties": false, "required": ["service"],
         "properties": {"service": {"type": "string", "pattern": "^[a-z]+$"}, "replicas": {"type": "integer", "minimum": 1}}}
        """);

    @Test
    void acceptsWhatFitsAlsoWhereATemplateLeftANumberAsText() throws JsonProcessingException {
        assertThat(schema.objections(JSON.readTree("{\"service\": \"payments\", \"replicas\": 2}")))
                .isEmpty();
        assertThat(schema.objections(JSON.readTree("{\"service\": \"payments\", \"replicas\": \"2\"}")))
                .isEmpty();
    }

    @Test
    void saysWhereAndWhyItDoesNotFit() throws JsonProcessingException {
        assertThat(schema.objections(JSON.readTree("{\"service\": \"--config=x\", \"replicas\": 0, \"colour\": 1}")))
                .hasSize(3)
                .anySatisfy(said -> assertThat(said).startsWith("Expected 'service' to fit the action's schema, but"))
                .anySatisfy(said -> assertThat(said)
                        .startsWith("Expected 'replicas' to fit")
                        .contains("minimum"))
                .anySatisfy(said -> assertThat(said).contains("colour"));
        assertThat(schema.objections(JSON.readTree("{}")))
                .singleElement()
                .asString()
                .startsWith("Expected the arguments to fit the action's schema, but")
                .contains("service");
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> ArgumentsSchema.of("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArgumentsSchema.of("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArgumentsSchema.of(" ".repeat(70_000)))
                .hasMessageContaining("at most 65536 characters");
    }

    @Test
    void neverFetchesASchemaFromElsewhere() {
        assertThatThrownBy(() -> ArgumentsSchema.of("{\"$ref\": \"http://127.0.0.1:1/schema.json\"}")
                        .objections(JSON.createObjectNode()))
                .hasMessageContaining("without references out of itself");
    }
}
