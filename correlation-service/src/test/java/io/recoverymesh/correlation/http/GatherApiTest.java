package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances: one holds the partition of the group, the other does not. */
final class GatherApiTest {
    private static final String YAML = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: fix}
            spec:
              mode: auto
              on: [{alert: {name: Broken}}]
              steps: [{id: restart, run: exec/restart, safety: idempotent}]
            """;
    private static final Plan FIX = Plan.read(YAML);
    private static final int HELD = Partitions.ofGroup(Scene.GROUP, 2);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private final Api holder = new Api();
    private final Api other = new Api();

    @BeforeEach
    void share() {
        holder.mesh.holding(Set.of(HELD), 2, URI.create(other.server().getURL().toString()));
        other.mesh.holding(
                Set.of(1 - HELD), 2, URI.create(holder.server().getURL().toString()));
        holder.mesh.declare(YAML, null);
        other.mesh.declare(YAML, null);
        holder.mesh.tale.recover(FIX, "payments");
        holder.mesh.tale.down("orders");
    }

    @AfterEach
    void stop() {
        holder.close();
        other.close();
    }

    @Test
    void listsAreGatheredWhoeverIsAsked() {
        for (String list : List.of("flows", "verdicts", "targets", "groups", "breakers", "waiting")) {
            JsonNode there = holder.get("/api/v1/" + list).json();
            JsonNode here = other.get("/api/v1/" + list).json();
            assertThat(here.at("/" + list)).as(list).isEqualTo(there.at("/" + list));
            assertThat(here.at("/missing").isEmpty()).as(list).isTrue();
            assertThat(there.at("/missing").isEmpty()).as(list).isTrue();
        }
        assertThat(other.get("/api/v1/flows?limit=1").json().at("/flows").size())
                .isEqualTo(1);
        assertThat(other.get("/api/v1/flows?limit=0").status()).isEqualTo(400);
    }

    @Test
    void theOverviewIsOfAllInstances() {
        JsonNode now = other.get("/api/v1/now").json();
        assertThat(now.at("/counts/targets").asInt()).isEqualTo(2);
        assertThat(now.at("/counts/unhealthy").asInt()).isEqualTo(1);
        assertThat(now.at("/targets/0/target").asText()).isEqualTo("orders");
        assertThat(now.at("/groups/0/group").asText()).isEqualTo("g");
        assertThat(now.at("/recent").size()).isEqualTo(2);
        assertThat(now.at("/missing").isEmpty()).isTrue();

        other.mesh.holding(Set.of(1 - HELD), 2, NOBODY);
        assertThat(other.get("/api/v1/now").json().at("/missing").toString())
                .contains("partitions [" + HELD + "] of 2")
                .contains("instance 127.0.0.1:1");
    }

    @Test
    void pagesOfFlowsAddUpToAllOfThemOnce() {
        List<String> targets = List.of("a", "b", "c", "d", "e", "f", "h");
        for (String target : targets) {
            other.mesh.tale.after(Duration.ofSeconds(7));
            other.mesh.tale.down("x-" + target);
            holder.mesh.tale.after(Duration.ofSeconds(3));
            holder.mesh.tale.down("y-" + target);
        }
        List<String> wanted = new ArrayList<>();
        other.get("/api/v1/flows?limit=1000")
                .json()
                .at("/flows")
                .forEach(f -> wanted.add(f.at("/flowId").asText()));
        assertThat(wanted).hasSize(16).doesNotHaveDuplicates();
        for (int limit : new int[] {1, 2, 3, 5, 16}) {
            List<String> seen = new ArrayList<>();
            String after = "";
            for (int page = 0; after != null && page < 20; page++) {
                JsonNode answer = (page % 2 == 0 ? other : holder)
                        .get("/api/v1/flows?limit=" + limit + (after.isEmpty() ? "" : "&after=" + encoded(after)))
                        .json();
                answer.at("/flows").forEach(flow -> seen.add(flow.at("/flowId").asText()));
                after = answer.at("/next").isTextual() ? answer.at("/next").asText() : null;
            }
            assertThat(seen).as("pages of %s", limit).containsExactlyElementsOf(wanted);
        }
    }

    @Test
    void oneThingIsAskedOfWhoHoldsIt() {
        String flow = holder.get("/api/v1/flows").json().at("/flows/0/flowId").asText();
        String recovery = holder.mesh.tale.scene().recovery().id();
        for (String path : List.of(
                "/api/v1/flows/" + flow,
                "/api/v1/recoveries/" + recovery,
                "/api/v1/targets/g/payments",
                "/api/v1/explain?group=g&target=orders")) {
            Api.Answer answer = other.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json()).as(path).isEqualTo(holder.get(path).json());
        }
    }

    @Test
    void whatNobodyHasIsNotFound() {
        Api.Answer answer = other.get("/api/v1/flows/f-nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.detail()).contains("there is no 'f-nothing'");
        assertThat(holder.get("/api/v1/recoveries/r-nothing").status()).isEqualTo(404);
    }

    @Test
    void whileAnInstanceIsSilentTheAnswerSaysWhatIsMissing() {
        other.mesh.holding(Set.of(1 - HELD), 2, NOBODY);
        JsonNode flows = other.get("/api/v1/flows").json();
        assertThat(flows.at("/flows").isEmpty()).isTrue();
        assertThat(flows.at("/missing").toString())
                .contains("partitions [" + HELD + "] of 2")
                .contains("instance 127.0.0.1:1: it did not answer (ConnectException)");
        Api.Answer explain = other.get("/api/v1/explain?group=g&target=orders");
        assertThat(explain.status()).isEqualTo(503);
        assertThat(explain.detail()).contains("group 'g'");
        assertThat(other.get("/api/v1/flows/f-nothing").status()).isEqualTo(503);
    }

    @Test
    void anOrderIsCarriedOutOnceByWhoKnowsWhatItIsAbout() {
        Api.Answer run = other.post(
                "/api/v1/run",
                "{\"policy\":\"fix\",\"group\":\"g\",\"target\":\"orders\",\"by\":\"ann\",\"comment\":\"now\"}");
        assertThat(run.status()).isEqualTo(202);
        assertThat(holder.mesh.requests).hasSize(1);
        assertThat(other.mesh.requests).isEmpty();
        assertThat(run.json().at("/flowId").asText())
                .isEqualTo(holder.mesh.requests.getFirst().getFlowId());

        String recovery = holder.mesh.tale.scene().recovery().id();
        Api.Answer cancel = other.post(
                "/api/v1/operator/cancel", "{\"recoveryId\":\"" + recovery + "\",\"by\":\"ann\",\"comment\":\"no\"}");
        assertThat(cancel.status()).isEqualTo(202);
        assertThat(holder.mesh.actions).hasSize(1);
        assertThat(other.mesh.actions).isEmpty();
        assertThat(other.post("/api/v1/operator/cancel", "{\"recoveryId\":\"r-x\",\"by\":\"a\",\"comment\":\"b\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void instancesThatAskEachOtherDoNotAskInCircles() {
        holder.mesh.holding(Set.of(), 2, URI.create(other.server().getURL().toString()));
        other.mesh.holding(Set.of(), 2, URI.create(holder.server().getURL().toString()));
        assertThat(other.get("/api/v1/explain?group=g&target=orders").status()).isEqualTo(503);
        assertThat(other.get("/api/v1/flows").json().at("/missing").toString()).contains("[0, 1] of 2");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
