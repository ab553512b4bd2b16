package io.recoverymesh.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two correlation-services hold the state of the mesh together; whichever is asked answers for both. */
final class InstancesIT {
    private static final int PARTITIONS = 4;
    private static final List<String> GROUPS =
            IntStream.range(0, 8).mapToObj(i -> "team-" + i).toList();
    private static final List<String> LISTS = List.of("flows", "targets", "groups", "verdicts");
    private static final String SIGNED = ",\"by\":\"ann\",\"comment\":\"tested\"}";

    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final Topics topics = new Topics("instances.");

    @Test
    void whicheverInstanceIsAskedAnswersForAllAndSaysWhatIsMissingWhileOneIsGone(@TempDir Path directory)
            throws Exception {
        createTopics();
        List<Integer> ports = LoopbackPort.free(2);
        try (Load load = new Load(topics, PARTITIONS, mesh, "ask-first", "id: ask, approve: {timeout: 10m}", "60s");
                Instance one = new Instance(mesh, topics.prefix(), "one", ports.get(0), directory);
                Instance two = new Instance(mesh, topics.prefix(), "two", ports.get(1), directory)) {
            await("both hold some partitions")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> shared(one, two));
            GROUPS.forEach(group -> load.fail(group, "service", 1));
            await("eight recoveries wait for a person")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> List.of(one, two).stream()
                            .allMatch(each -> recoveries(each).size() == GROUPS.size()));

            answersAreTheSame(one, two);
            ordersReachWhoHoldsWhatTheyAreAbout(one, two);
            oneIsKilled(one, two);
        }
    }

    private static void answersAreTheSame(Instance one, Instance two) {
        for (String list : LISTS) {
            JsonNode there = one.get("/api/v1/" + list).body();
            JsonNode here = two.get("/api/v1/" + list).body();
            assertThat(here.path("missing").isEmpty()).as(list).isTrue();
            assertThat(here.path(list))
                    .as(list)
                    .hasSizeGreaterThanOrEqualTo(GROUPS.size())
                    .isEqualTo(there.path(list));
        }
        List<String> paths = new ArrayList<>();
        recoveries(one).forEach((group, recovery) -> {
            paths.add("/api/v1/recoveries/" + recovery);
            paths.add("/api/v1/targets/" + group + "/service");
        });
        one.get("/api/v1/flows")
                .body()
                .path("flows")
                .forEach(
                        flow -> paths.add("/api/v1/flows/" + flow.path("flowId").asText()));
        for (String path : paths) {
            Instance.Answer there = one.get(path);
            assertThat(there.status()).as(path).isEqualTo(200);
            assertThat(two.get(path)).as(path).isEqualTo(there);
        }
        for (Instance each : List.of(one, two)) {
            assertThat(each.get("/api/v1/now").body().at("/counts/recovering").asInt())
                    .isEqualTo(GROUPS.size());
            assertThat(each.get("/api/v1/flows/f-nothing").status()).isEqualTo(404);
            for (String group : GROUPS) {
                assertThat(each.get("/api/v1/explain?group=" + group + "&target=service")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static void ordersReachWhoHoldsWhatTheyAreAbout(Instance one, Instance two) {
        String far = heldBy(two);
        String cancelled = recoveries(one).get(far);
        assertThat(one.post("/api/v1/operator/cancel", "{\"recoveryId\":\"" + cancelled + "\"" + SIGNED)
                        .status())
                .isEqualTo(202);
        awaitIn(one, "/api/v1/recoveries/" + cancelled, "/outcome", "CANCELLED");

        String near = heldBy(one);
        String approved = recoveries(two).get(near);
        assertThat(two.post(
                                "/api/v1/operator/approve",
                                "{\"recoveryId\":\"" + approved + "\",\"step\":\"ask\"" + SIGNED)
                        .status())
                .isEqualTo(202);
        awaitIn(two, "/api/v1/recoveries/" + approved, "/phase", "VERIFYING");

        assertThat(one.post("/api/v1/operator/pause", "{\"scope\":\"group\",\"group\":\"" + far + "\"" + SIGNED)
                        .status())
                .isEqualTo(202);
        await("the group is paused")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> one.get("/api/v1/groups").body().path("groups").findParents("paused").stream()
                        .anyMatch(group -> group.path("group").asText().equals(far)
                                && group.path("paused").path("by").asText().equals("ann")));
    }

    private static void oneIsKilled(Instance one, Instance two) throws InterruptedException {
        Set<Integer> lost = one.partitions();
        String gone = heldBy(one);
        one.kill();
        List<Integer> seen = new ArrayList<>();
        Instance.Answer now = two.get("/api/v1/flows?limit=1000");
        assertThat(now.isWhole()).as("just after the kill: %s", now).isFalse();
        assertThat(now.body().path("missing").toString()).contains("partitions " + lost + " of 4");
        assertThat(two.get("/api/v1/now").body().path("missing")).isNotEmpty();
        assertThat(two.get("/api/v1/explain?group=" + gone + "&target=service").status())
                .isEqualTo(503);
        assertThat(two.get("/api/v1/flows/f-nothing").status()).isEqualTo(503);
        await("the other one holds all")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    Instance.Answer answer = two.get("/api/v1/flows?limit=1000");
                    int flows = answer.body().path("flows").size();
                    seen.add(flows);
                    assertThat(answer.isWhole() && flows < GROUPS.size())
                            .as("an answer that says it is whole has all flows: %s", answer)
                            .isFalse();
                    return answer.isWhole();
                });
        assertThat(recoveries(two)).hasSize(GROUPS.size() - 1);
        assertThat(two.get("/api/v1/explain?group=" + gone + "&target=service").status())
                .isEqualTo(200);
        assertThat(two.get("/api/v1/flows/f-nothing").status()).isEqualTo(404);
        assertThat(seen.getFirst()).as("what was left, was told at once").isPositive();
    }

    private static boolean shared(Instance one, Instance two) {
        Set<Integer> all = new TreeSet<>(one.partitions());
        boolean both = !all.isEmpty() && all.addAll(two.partitions()) && all.size() == PARTITIONS;
        return both
                && one.get("/api/v1/groups").isWhole()
                && two.get("/api/v1/groups").isWhole();
    }

    private static String heldBy(Instance instance) {
        Set<Integer> held = instance.partitions();
        return GROUPS.stream()
                .filter(group -> held.contains(Partitions.ofGroup(group, PARTITIONS)))
                .findFirst()
                .orElseThrow();
    }

    /** Ids of those that run, by group. */
    private static Map<String, String> recoveries(Instance instance) {
        Map<String, String> running = new TreeMap<>();
        instance.get("/api/v1/now")
                .body()
                .path("recoveries")
                .forEach(recovery -> running.put(
                        recovery.path("group").asText(), recovery.path("id").asText()));
        return running;
    }

    private static void awaitIn(Instance instance, String path, String field, String value) {
        await(path + " " + field + " " + value)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> instance.get(path).body().at(field).asText().equals(value));
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", mesh.bootstrapServers()))) {
            List<Topic> all = new ArrayList<>(topics.all());
            all.add(topics.commands("exec"));
            new TopicCreator(admin, PARTITIONS, (short) 1).ensure(all, true);
        }
    }
}
