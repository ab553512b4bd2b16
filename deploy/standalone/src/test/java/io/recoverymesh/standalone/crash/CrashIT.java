package io.recoverymesh.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import io.recoverymesh.standalone.wiring.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrashIT {
    private static final int PARTITIONS = 4;
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int TARGETS = 40;
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofMinutes(4);

    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final Topics topics = new Topics("crash.");

    @Test
    void everyRequestIsAnsweredOnceAndNoEffectIsUnaccountedForWhateverIsKilled(@TempDir Path directory)
            throws Exception {
        World world = new World(directory);
        createTopics();
        try (Load load = new Load(topics, PARTITIONS, mesh);
                ServiceProcess correlation = correlation(directory);
                ServiceProcess handler = handler(directory, world);
                Log<RecoveryEvent> events = new Log<>(topics.events.name(), PARTITIONS, RecoveryEvent.class, mesh);
                ScheduledExecutorService monitor = Executors.newSingleThreadScheduledExecutor()) {
            Targets targets = new Targets(load, world);
            var running = monitor.scheduleAtFixedRate(targets::step, 0, 50, TimeUnit.MILLISECONDS);
            awaitMore(events, StepStarted.class);
            List<Duration> verdictsAgain = new ArrayList<>();
            List<Duration> startsAgain = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                correlation.killAndRestart();
                verdictsAgain.add(awaitMore(events, VerdictGiven.class));
                handler.killAndRestart();
                startsAgain.add(awaitMore(events, StepStarted.class));
            }
            targets.stopFailing();
            report("kill -9 of correlation-service to the next verdict", verdictsAgain);
            report("kill -9 of handler-service to the next start", startsAgain);
            await("every request answered, every recovery ended")
                    .atMost(SETTLED)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> unsettled(events.read(), load.requests()).isEmpty());
            running.cancel(false);
            check(events.read(), load.requests(), world);
        }
    }

    private static Set<String> unsettled(List<RecoveryEvent> events, List<String> requests) {
        Set<String> open = new HashSet<>(requests);
        for (RecoveryEvent event : events) {
            for (Object fact : event.getFacts()) {
                if (fact instanceof VerdictGiven verdict && verdict.getVerdict() != Verdict.DEFERRED) {
                    open.remove(verdict.getRequestId());
                }
                if (fact instanceof RecoveryStarted) {
                    open.add(String.valueOf(event.getRecoveryId()));
                }
                if (fact instanceof RecoveryEnded) {
                    open.remove(String.valueOf(event.getRecoveryId()));
                }
            }
        }
        return open;
    }

    private static void check(List<RecoveryEvent> events, List<String> requests, World world) {
        Map<String, Integer> answers = new HashMap<>();
        Map<String, Integer> admissions = new HashMap<>();
        Map<String, Long> sequences = new HashMap<>();
        Set<String> started = new HashSet<>();
        for (RecoveryEvent event : events) {
            assertThat(event.getSequence())
                    .as("L2: gapless sequence of group %s", event.getGroup())
                    .isEqualTo(sequences.merge(event.getGroup(), 1L, Long::sum));
            for (Object fact : event.getFacts()) {
                if (fact instanceof VerdictGiven verdict) {
                    if (verdict.getVerdict() != Verdict.DEFERRED) {
                        answers.merge(verdict.getRequestId(), 1, Integer::sum);
                    }
                    if (verdict.getVerdict() == Verdict.ADMITTED) {
                        admissions.merge(verdict.getIdempotencyKey(), 1, Integer::sum);
                    }
                }
                if (fact instanceof StepStarted step) {
                    started.add(event.getRecoveryId() + "#" + step.getAttempt());
                }
            }
        }
        assertThat(answers.keySet()).as("A2: every request answered").containsAll(requests);
        assertThat(answers.values()).as("A2: answered once").containsOnly(1);
        assertThat(admissions.values()).as("A1: admitted once per key").containsOnly(1);
        Map<String, Long> fences = new TreeMap<>();
        for (World.Effect effect : world.effects()) {
            Long before = fences.put(effect.target(), effect.fence());
            assertThat(before == null || before <= effect.fence())
                    .as("B6: fences of %s never go back", effect.target())
                    .isTrue();
        }
        assertThat(world.effects()).as("L3: no effect without a start").hasSizeLessThanOrEqualTo(started.size());
    }

    private static void report(String what, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        System.out.printf(
                "%s: median %d ms, longest %d ms of %d%n",
                what, sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis(), sorted.size());
    }

    private static Duration awaitMore(Log<RecoveryEvent> events, Class<?> fact) {
        long start = System.nanoTime();
        long before = count(events.read(), fact);
        await("another " + fact.getSimpleName())
                .atMost(BACK)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(events.read(), fact) > before);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long count(List<RecoveryEvent> events, Class<?> fact) {
        return events.stream()
                .flatMap(event -> event.getFacts().stream())
                .filter(fact::isInstance)
                .count();
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", mesh.bootstrapServers()))) {
            List<Topic> all = new ArrayList<>(topics.all());
            all.add(topics.commands("exec"));
            new TopicCreator(admin, PARTITIONS, (short) 1).ensure(all, true);
        }
    }

    private ServiceProcess correlation(Path directory) {
        return ServiceProcess.serving(
                ServiceName.CORRELATION, log("correlation"), with(directory, "correlation", Map.of()));
    }

    private ServiceProcess handler(Path directory, World world) throws IOException {
        Path actions = directory.resolve("actions.yaml");
        Files.writeString(actions, "actions:\n  effect:\n    program: " + world.program() + "\n");
        return ServiceProcess.serving(
                ServiceName.HANDLER,
                log("handler"),
                with(
                        directory,
                        "handler",
                        Map.of("handler.exec.file", actions.toString(), "handler.instance", "crash-handler")));
    }

    private static Path log(String name) {
        return Path.of("target", "crash-" + name + ".log");
    }

    private Map<String, String> with(Path directory, String service, Map<String, String> more) {
        Map<String, String> properties = new TreeMap<>(more);
        Stream.of("trigger", "correlation", "handler")
                .filter(other -> !other.equals(service))
                .forEach(other -> properties.put(other + ".enabled", "false"));
        properties.put("mesh.bootstrap-servers", mesh.bootstrapServers());
        properties.put("mesh.registry-url", mesh.registryUrl());
        properties.put("mesh.topic-prefix", topics.prefix());
        properties.put("mesh.instance", "crash-" + service);
        properties.put("mesh.state-dir", directory.resolve("state-" + service).toString());
        properties.put("micronaut.server.port", "-1");
        return properties;
    }

    /** Targets that fall ill again and again, and are healthy once an effect has reached them. */
    private static final class Targets {
        private final Load load;
        private final World world;
        private final Map<String, Integer> periods = new HashMap<>();
        private final Map<String, Integer> healed = new HashMap<>();
        private volatile boolean failing = true;
        private int next;

        Targets(Load load, World world) {
            this.load = load;
            this.world = world;
        }

        void stopFailing() {
            failing = false;
        }

        synchronized void step() {
            Map<String, Integer> effects = new HashMap<>();
            world.effects().forEach(effect -> effects.merge(effect.target(), 1, Integer::sum));
            effects.forEach((target, count) -> {
                if (count > healed.getOrDefault(target, 0)) {
                    healed.put(target, count);
                    int slash = target.indexOf('/');
                    load.heal(target.substring(0, slash), target.substring(slash + 1));
                }
            });
            String group = "g" + next % 8;
            String target = "service-" + next % TARGETS;
            String key = group + "/" + target;
            next++;
            int period = periods.getOrDefault(key, 0);
            if (failing && effects.getOrDefault(key, 0) >= period) {
                periods.put(key, period + 1);
                load.fail(group, target, period + 1);
            }
        }
    }
}
