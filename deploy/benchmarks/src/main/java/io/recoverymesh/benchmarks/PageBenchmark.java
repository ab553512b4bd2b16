package io.recoverymesh.benchmarks;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.common.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** What the page asks of the service: lists and flows among many, events to many, and how soon a change is seen. */
final class PageBenchmark {
    private static final int WATCHERS = 200;
    private static final int PER_SECOND = 100;
    private static final int ASKED = 200;
    private static final int SEEN = 100;
    private static final int DEAF = 20;

    private final int flows;
    private final Duration length;

    PageBenchmark(int flows, Duration length) {
        this.flows = flows;
        this.length = length;
    }

    void run(Arena arena, Report report) {
        Topics topics = new Topics("page.");
        try (ApplicationContext context = start(arena, topics);
                HttpClient client = HttpClient.newHttpClient();
                HealthChanges changes = new HealthChanges(arena, topics)) {
            String url = context.getBean(EmbeddedServer.class).getURL().toString();
            fill(client, url, changes);
            answers(client, url, report);
            watched(client, url, changes, report);
        }
    }

    private static ApplicationContext start(Arena arena, Topics topics) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of(
                        "mesh.bootstrap-servers",
                        arena.bootstrapServers(),
                        "mesh.registry-url",
                        arena.registryUrl(),
                        "mesh.topic-prefix",
                        topics.prefix(),
                        "mesh.state-dir",
                        arena.state("page").toString(),
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1,
                        "trigger.enabled",
                        false,
                        "handler.enabled",
                        false,
                        "kafka.enabled",
                        false))
                .start();
        context.getBean(EmbeddedServer.class).start();
        return context;
    }

    private void fill(HttpClient client, String url, HealthChanges changes) {
        for (int i = 0; i < flows; i++) {
            changes.down(i);
        }
        changes.flush();
        for (int last = Math.max(0, flows - HealthChanges.GROUPS); last < flows; last++) {
            awaitReadable(client, url + "/api/v1/flows/" + HealthChanges.flowId(last), Duration.ofMinutes(3));
        }
    }

    private static void awaitReadable(HttpClient client, String url, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (status(client, url) != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Expected 200 from " + url + " within " + atMost);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private void answers(HttpClient client, String url, Report report) {
        Map<String, String> paths = Map.of(
                "the settings of the page (the denominator)",
                "/api/v1/page",
                "a list of 50 flows",
                "/api/v1/flows",
                "a list of 50 flows that a text matches",
                "/api/v1/flows?text=service-1",
                "a list of flows of one target",
                "/api/v1/flows?group=group-1&target=service-1",
                "a list that nothing matches: 5000 looked at",
                "/api/v1/flows?text=nothing-is-called-so",
                "one flow",
                "/api/v1/flows/" + HealthChanges.flowId(flows / 2),
                "the overview, of " + flows + " targets",
                "/api/v1/now");
        Sample page = measured(client, url + paths.get("the settings of the page (the denominator)"));
        report.add(Row.denominator("page", "the settings of the page p99", page.percentile(99), "ms"));
        paths.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(path -> {
            Sample sample = measured(client, url + path.getValue());
            String goal = path.getKey().startsWith("a list")
                    ? "<= 100 ms"
                    : path.getKey().equals("one flow") ? "<= 50 ms" : "";
            report.add(new Row(
                    "page",
                    path.getKey() + " p99",
                    sample.percentile(99),
                    "ms",
                    sample.percentile(99) / page.percentile(99),
                    goal));
        });
    }

    private static Sample measured(HttpClient client, String url) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ASKED + ASKED / 4; i++) {
            long begun = System.nanoTime();
            if (status(client, url) != 200) {
                throw new IllegalStateException("Expected 200 from " + url);
            }
            if (i >= ASKED / 4) {
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return Sample.of(millis);
    }

    /** The processor time of the whole process, without the thread that listens, with nobody watching and with many. */
    private void watched(HttpClient client, String url, HealthChanges changes, Report report) {
        cores(changes, Set.of()); // warm-up
        double alone = cores(changes, Set.of());
        try (EventListeners listeners = EventListeners.connect(URI.create(url), WATCHERS)) {
            cores(changes, Set.of(listeners.thread()));
            long before = listeners.heard();
            long resyncs = listeners.resyncs();
            double watched = cores(changes, Set.of(listeners.thread()));
            double heard = (double) (listeners.heard() - before) / WATCHERS;
            report.add(Row.denominator("page", PER_SECOND + " changes/s, nobody watches", alone, "cores"));
            report.add(new Row(
                    "page",
                    WATCHERS + " watchers at " + PER_SECOND + " changes/s, more than alone",
                    watched - alone,
                    "cores",
                    watched / alone,
                    "<= 0.5 cores"));
            report.add(Row.denominator("page", "frames heard by each watcher", heard, "frames"));
            Sample all = seen(client, url, changes, listeners, flows);
            report.add(new Row("page", "change sent to readable p50", all.median(), "ms", Double.NaN, "<= 250 ms"));
            List<SocketChannel> deaf = deaf(url);
            cores(changes, Set.of(listeners.thread()));
            Sample beside = seen(client, url, changes, listeners, flows + SEEN);
            report.add(new Row(
                    "page",
                    "the same beside " + deaf.size() + " that never read p50",
                    beside.median(),
                    "ms",
                    beside.median() / all.median(),
                    "<= 250 ms"));
            report.add(Row.denominator(
                    "page", "the others told to ask anew", (double) (listeners.resyncs() - resyncs), "times"));
            closeAll(deaf);
        }
    }

    private static Sample seen(
            HttpClient client, String url, HealthChanges changes, EventListeners listeners, int first) {
        List<Double> seen = new ArrayList<>();
        Pace.run(20, Duration.ofSeconds(SEEN / 20), i -> {
            long begun = System.nanoTime();
            String flowId = changes.down(first + i);
            changes.flush();
            listeners.awaitMention(flowId);
            awaitReadable(client, url + "/api/v1/flows/" + flowId, Duration.ofSeconds(5));
            seen.add((System.nanoTime() - begun) / 1e6);
        });
        return Sample.of(seen);
    }

    private static List<SocketChannel> deaf(String url) {
        List<SocketChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < DEAF; i++) {
                channels.add(EventListeners.open(URI.create(url)));
            }
            return channels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAll(List<SocketChannel> channels) {
        try {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double cores(HealthChanges changes, Set<Thread> apart) {
        long before = ProcessorTime.ofOthersThan(apart);
        long begun = System.nanoTime();
        Pace.run(PER_SECOND, length, i -> changes.flips(i % flows));
        return (double) (ProcessorTime.ofOthersThan(apart) - before) / (System.nanoTime() - begun);
    }

    private static int status(HttpClient client, String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
