package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micronaut.web.router.Router;
import io.recoverymesh.correlation.decision.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
    /** Maps: only the kinds that occurred have an entry. */
    private static final List<String> COUNTED_BY_KIND = List.of(".outcomes", ".verdicts");

    private static final List<String> LIVE = List.of("/api/v1/events");
    /** Values for what stands in braces. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("kind", "recovery"),
            Map.entry("name", "fix"),
            Map.entry("group", "g"),
            Map.entry("service", "payments"),
            Map.entry("instance", "no-instance"),
            Map.entry("table", "services"));

    private static final String FIX = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: fix}
            spec:
              mode: auto
              on: [{alert: {name: Broken}}]
              steps: [{id: restart, run: exec/restart, safety: idempotent}]
            """;

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

    @Test
    void everyReadingPathAnswersAsItIsDescribed() throws IOException {
        try (Api api = new Api()) {
            api.mesh.declare(FIX, null);
            api.mesh.tale.recover(Plan.read(FIX), "payments");
            String flow = api.mesh.tale.scene().events().getFirst().getFlowId();
            String recovery = api.mesh.tale.scene().recovery().id();
            JsonNode description =
                    new YAMLMapper().readTree(api.get("/api/v1/openapi.yaml").text());
            List<String> asked = new ArrayList<>();
            description.path("paths").properties().forEach(path -> {
                JsonNode get = path.getValue().path("get");
                if (get.isMissingNode() || LIVE.contains(path.getKey())) {
                    return;
                }
                String url = path.getKey().replace("{flowId}", flow).replace("{id}", recovery);
                for (Map.Entry<String, String> known : KNOWN.entrySet()) {
                    url = url.replace("{" + known.getKey() + "}", known.getValue());
                }
                boolean explains = url.endsWith("/explain");
                Api.Answer answer = api.get(explains ? url + "?group=g&target=payments" : url);
                assertThat(answer.status()).as(url).isEqualTo(url.endsWith("/no-instance") ? 404 : 200);
                JsonNode content = get.at("/responses/200/content");
                if (answer.status() == 200 && content.isObject()) {
                    assertThat(answer.contentType().replaceAll(";.*", ""))
                            .as(url)
                            .isIn(content.properties().stream()
                                    .map(type -> type.getKey().replaceAll(";.*", ""))
                                    .toList());
                }
                if (answer.contentType().startsWith("application/json")) {
                    everyFieldIsThere(description, content.at("/application~1json/schema"), answer.json(), url);
                }
                asked.add(url);
            });
            assertThat(asked).hasSizeGreaterThan(20);
        }
    }

    private static void everyFieldIsThere(JsonNode description, JsonNode schema, JsonNode answer, String where) {
        JsonNode resolved = resolved(description, schema);
        if (answer.isArray()) {
            answer.forEach(one -> everyFieldIsThere(description, resolved.path("items"), one, where + "[]"));
        }
        if (!answer.isObject() || COUNTED_BY_KIND.stream().anyMatch(where::endsWith)) {
            return;
        }
        resolved.path("properties").properties().forEach(field -> {
            assertThat(answer.has(field.getKey()))
                    .as("%s has no %s: %s", where, field.getKey(), answer)
                    .isTrue();
            everyFieldIsThere(description, field.getValue(), answer.get(field.getKey()), where + "." + field.getKey());
        });
    }

    private static JsonNode resolved(JsonNode description, JsonNode schema) {
        JsonNode found = schema.path("allOf").isArray() ? schema.path("allOf").get(0) : schema;
        String reference = found.path("$ref").asText("");
        return reference.isEmpty() ? found : description.at(reference.substring(1));
    }
}
