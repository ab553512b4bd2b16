package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The description of this API, as generated from it. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "recovery-mesh-correlation",
                        version = "1",
                        description = "Flows, targets, verdicts, policies and what operators may do."))
@Tag(name = "api")
@Controller("/api/v1/openapi.yaml")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {
    private static final String GENERATED = "/META-INF/swagger/recovery-mesh-correlation-1.yml";

    /**
     * Shows the OpenAPI document.
     *
     * @return YAML
     */
    @Get
    @Produces("application/yaml")
    String openapi() {
        try (InputStream file =
                Objects.requireNonNull(OpenApiController.class.getResourceAsStream(GENERATED), GENERATED)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + GENERATED + " from the class path", e);
        }
    }
}
