package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
    @Test
    void describesEveryRouteOfTheApi() throws IOException {
        try (Api api = new Api()) {
            Api.Answer answer = api.get("/api/v1/openapi.yaml");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode paths = new YAMLMapper().readTree(answer.text()).path("paths");
            List<String> routes = api.server()
                    .getApplicationContext()
                    .getBean(Router.class)
                    .uriRoutes()
                    .filter(route -> route.getUriMatchTemplate().toPathString().startsWith("/api/"))
                    .map(route -> route.getUriMatchTemplate().toPathString() + " "
                            + route.getHttpMethodName().toLowerCase(Locale.ROOT))
                    .filter(route -> !route.endsWith(" head"))
                    .distinct()
                    .toList();
            assertThat(routes).hasSizeGreaterThan(18);
            assertThat(routes).allSatisfy(route -> {
                int space = route.indexOf(' ');
                JsonNode operation = paths.path(route.substring(0, space)).path(route.substring(space + 1));
                assertThat(operation.isObject()).as(route).isTrue();
            });
        }
    }
}
