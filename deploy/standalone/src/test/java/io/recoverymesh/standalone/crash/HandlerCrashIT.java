package io.recoverymesh.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.ChildJvm;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import io.recoverymesh.standalone.wiring.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A handler that teams write is killed before its start, after it, during the effect, after it, and after its result, in each
 * safety class; another one is stopped for longer than its lease. {@code -Dcrash.kills=20} strikes each case that often.
 */
@Timeout(1800)
class HandlerCrashIT {
    private static final int PARTITIONS = 4;
    /** Attempts of one case that one kill strikes. */
    private static final int AT_ONCE = 4;

    private static final int KILLS = Integer.getInteger("crash.kills", AT_ONCE);
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String TRY = "timeout: 10m, retry: {attempts: 3, backoff: 100ms}, ";

    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final Topics topics = new Topics("strike.");
    private final Set<String> targets = new HashSet<>();

    @Test
    void noEffectTwiceNoneUnseenAndNoCommandLostWhereverTheHandlerDies(@TempDir Path directory) throws Exception {
        EffectLog world = new EffectLog(Files.createFile(directory.resolve("world")));
        createTopics();
        Map<Safety, Load> loads = new EnumMap<>(Safety.class);
        try (ServiceProcess correlation = correlation(directory);
                Log<RecoveryEvent> log = new Log<>(topics.events.name(), PARTITIONS, RecoveryEvent.class, mesh);
                Log<StepResult> results = new Log<>(topics.results.name(), PARTITIONS, StepResult.class, mesh);
                Load patient = load("frozen", "run: frozen/it, safety: idempotent, " + TRY);
                Load hasty = load("hasty", "run: frozen/it, safety: idempotent, timeout: 10s, retry: {attempts: 1}")) {
            for (Safety safety : Safety.values()) {
                String name = safety.name().toLowerCase(Locale.ROOT);
                loads.put(
                        safety,
                        load(
                                name,
                                "run: struck/it, with: {round: \"${target.service}\"}, safety: " + name + ", " + TRY));
            }
            StepLog steps = new StepLog(log);
            try (FrozenHandler frozen =
                    new FrozenHandler(child(world, "frozen", Strike.NEVER, "frozen", 1), steps, results)) {
                frozen.begin(patient, hasty);
                for (int round = 0; round * AT_ONCE < KILLS; round++) {
                    strikeAll(round, loads, world, steps);
                    try (ChildJvm last = child(world, "struck", Strike.NEVER, "none", 1)) {
                        if (round == 0) {
                            frozen.goOnAfterItsLease();
                        }
                        await("every step ended").atMost(SOON).until(() -> steps.ended()
                                .containsAll(targets));
                        last.kill();
                    }
                }
                frozen.check(world);
            }
            check(steps, world);
            startsBeforeEffects(results, world);
            assertThat(correlation.isAlive()).as("only handlers die here").isTrue();
        } finally {
            loads.values().forEach(Load::close);
        }
    }

    /** One kill at each point; what no lease waits for comes first, so that the next handler is there when it is asked. */
    private void strikeAll(int round, Map<Safety, Load> loads, EffectLog world, StepLog steps)
            throws InterruptedException {
        for (Strike strike : List.of(
                Strike.BEFORE_START,
                Strike.AFTER_RESULT,
                Strike.AFTER_START,
                Strike.DURING_EFFECT,
                Strike.AFTER_EFFECT)) {
            strike(strike, round, loads, world, steps);
        }
    }

    private void strike(Strike strike, int round, Map<Safety, Load> loads, EffectLog world, StepLog steps)
            throws InterruptedException {
        String name = strike.name().toLowerCase(Locale.ROOT).replace('_', '-') + round;
        Set<String> struck = new HashSet<>();
        try (ChildJvm child = child(world, "struck", strike, name, 3 * AT_ONCE)) {
            loads.forEach((safety, load) -> {
                for (int i = 0; i < AT_ONCE; i++) {
                    String target = name + "-" + safety.name().toLowerCase(Locale.ROOT) + "-" + i;
                    load.fail("g" + i, target, 1);
                    struck.add("g" + i + "/" + target);
                }
            });
            if (strike == Strike.AFTER_RESULT) {
                await("results of " + name).atMost(SOON).until(() -> steps.ended()
                        .containsAll(struck));
                child.kill();
            }
            await("death at " + strike).atMost(SOON).until(() -> !child.isAlive());
        }
        targets.addAll(struck);
    }

    private static void check(StepLog steps, EffectLog world) {
        Map<String, Long> wholes = world.lines().stream()
                .filter(EffectLog.Line::whole)
                .collect(java.util.stream.Collectors.groupingBy(
                        EffectLog.Line::target, java.util.stream.Collectors.counting()));
        List<Duration> unknownAfter = new ArrayList<>();
        int cases = 0;
        int unanswered = 0;
        for (StepLog.Story story : steps.stories()) {
            if (!story.handler().equals("struck")) {
                continue;
            }
            cases++;
            Strike strike = strikeOf(story.target());
            Safety safety = story.safety();
            long effects = wholes.getOrDefault(story.target(), 0L);
            if (safety == Safety.PROBE && story.isUnanswered()) {
                unanswered++;
            } else {
                assertThat(story.end())
                        .as("%s, %s: %s", strike, safety, story)
                        .isEqualTo(expected(strike, safety) ? "StepSucceeded" : "StepLost");
            }
            if (safety == Safety.IDEMPOTENT) {
                assertThat(effects).as("idempotent: %s", story).isBetween(1L, 2L);
            } else {
                assertThat(effects).as("L6, never twice: %s", story).isLessThanOrEqualTo(1);
            }
            if (story.end().equals("StepLost")) {
                unknownAfter.add(story.unknownAfterLease());
            }
        }
        assertThat(cases).isEqualTo(15 * ((KILLS + AT_ONCE - 1) / AT_ONCE) * AT_ONCE);
        assertThat(unknownAfter)
                .as("UNKNOWN is visible within lease + 5 s")
                .allMatch(late -> late.compareTo(Duration.ofSeconds(5)) <= 0);
        fencesNeverGoBack(world);
        System.out.printf(
                Locale.ROOT,
                "%d attempts struck, %d of them unknown (%d: nobody there to be asked), the latest %d ms after its"
                        + " lease%n",
                cases,
                unknownAfter.size(),
                unanswered,
                unknownAfter.stream().mapToLong(Duration::toMillis).max().orElse(0));
    }

    /** Whether it is known in the end that the effect took place. */
    private static boolean expected(Strike strike, Safety safety) {
        return switch (strike) {
            case BEFORE_START, AFTER_RESULT, NEVER -> true;
            case AFTER_START, AFTER_EFFECT -> safety != Safety.ONCE;
            case DURING_EFFECT -> safety == Safety.IDEMPOTENT;
        };
    }

    private static Strike strikeOf(String target) {
        String service = target.substring(target.indexOf('/') + 1)
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
        for (Strike strike : Strike.values()) {
            if (service.startsWith(strike.name())) {
                return strike;
            }
        }
        throw new AssertionError("Expected a target named after its strike, but got " + target);
    }

    private static void startsBeforeEffects(Log<StepResult> results, EffectLog world) {
        Set<String> acted = world.attempts();
        await("L3: no effect without its committed start").atMost(SOON).until(() -> started(results)
                .containsAll(acted));
        assertThat(started(results)).as("one committed start of each attempt").doesNotHaveDuplicates();
    }

    private static List<String> started(Log<StepResult> results) {
        return results.read().stream()
                .filter(result -> result.getBody() instanceof AttemptStarted)
                .map(result -> result.getGroup() + "/" + result.getTarget() + "#" + result.getAttempt())
                .toList();
    }

    private static void fencesNeverGoBack(EffectLog world) {
        Map<String, Long> newest = new java.util.HashMap<>();
        for (EffectLog.Line line : world.lines()) {
            Long before = newest.put(line.target(), line.fence());
            assertThat(before == null || before <= line.fence())
                    .as("B6: no older fence reaches %s", line.target())
                    .isTrue();
        }
    }

    private Load load(String name, String step) {
        return new Load(topics, PARTITIONS, mesh, name, step, "1s");
    }

    private ChildJvm child(EffectLog world, String handler, Strike strike, String round, int attempts) {
        ChildJvm child = ChildJvm.run(
                HandlerToStrike.class,
                mesh.bootstrapServers(),
                mesh.registryUrl(),
                topics.prefix(),
                world.file().toString(),
                handler,
                strike.name(),
                round,
                Integer.toString(attempts));
        child.awaitReady();
        return child;
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", mesh.bootstrapServers()))) {
            List<Topic> all = new ArrayList<>(topics.all());
            all.add(topics.commands("struck"));
            all.add(topics.commands("frozen"));
            new TopicCreator(admin, PARTITIONS, (short) 1).ensure(all, true);
        }
    }

    private ServiceProcess correlation(Path directory) {
        return ServiceProcess.serving(
                ServiceName.CORRELATION,
                Path.of("target", "strike-correlation.log"),
                Map.of(
                        "trigger.enabled",
                        "false",
                        "handler.enabled",
                        "false",
                        "mesh.bootstrap-servers",
                        mesh.bootstrapServers(),
                        "mesh.registry-url",
                        mesh.registryUrl(),
                        "mesh.topic-prefix",
                        topics.prefix(),
                        "mesh.instance",
                        "strike-correlation",
                        "mesh.state-dir",
                        directory.resolve("state").toString(),
                        "micronaut.server.port",
                        "-1"));
    }
}
