package io.recoverymesh.handler.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.recoverymesh.schemas.Safety;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointReaderTest {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    @Test
    void anActionWithoutFieldsMayRunOnlyOnce() throws JsonProcessingException {
        EndpointDefinition read =
                read("handlers: {a: {url: 'http://h/x/', actions: {go: }}}").getFirst();
        assertThat(read.actions()).singleElement().satisfies(offer -> assertThat(offer.safety())
                .isEqualTo(Safety.ONCE));
        assertThat(read.action("go")).hasToString("http://h/x/go");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "handler: {}|file: Expected one field 'handlers'",
                "handlers: {a: {url: 'ftp://h', actions: {go: {}}}}|file, handlers.a.url: Expected an http or https"
                        + " address",
                "handlers: {a: {url: 'http://u:p@h', actions: {go: {}}}}|without user",
                "handlers: {a: {actions: {go: {}}}}|file, handlers.a.url: Expected an http or https address",
                "handlers: {a: {url: 'http://h'}}|handlers.a.actions: Expected at least one action",
                "handlers: {a: {url: 'http://h', actions: {go: {safty: once}}}}|Expected one of the fields [arguments,"
                        + " description, safety, timeout, undo], but got 'safty'",
                "handlers: {a: {url: 'http://h', actions: {go: {safety: twice}}}}|handlers.a.actions.go.safety:"
                        + " Expected idempotent, probe or once",
                "handlers: {a: {url: 'http://h', actions: {go: {timeout: soon}}}}|Expected a duration as 30s, but got"
                        + " '\"soon\"'",
                "handlers: {a: {url: 'http://h', actions: {'../x': {}}}}|Expected a name of 1 to 100 letters",
                "handlers: {a: {url: 'http://h', actions: {go: {arguments: 7}}}}|handlers.a.actions.go.arguments:"
                        + " Expected an argument schema",
            })
    void saysWhereItIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining(message);
    }

    private static List<EndpointDefinition> read(String yaml) throws JsonProcessingException {
        return new EndpointReader("file").read(YAML.readTree(yaml));
    }
}
