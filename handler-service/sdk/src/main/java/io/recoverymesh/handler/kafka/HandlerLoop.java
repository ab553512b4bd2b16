package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.kafka.ClusterCheck;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.attempt.Attempts;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.attempt.Probes;
import io.recoverymesh.handler.protocol.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the handlers of one instance: takes their commands, performs them, tells how they went, until it is closed. An
 * attempt's start is committed together with its command's offset before its effect begins.
 */
public final class HandlerLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerLoop.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TO_END = Duration.ofSeconds(15);
    private static final Duration TO_TELL = Duration.ofSeconds(5);

    private final LoopSettings settings;
    private final List<Handler> handlers;
    private final KafkaClients clients;
    private final Topics topics;
    private final TopicSetup topicSetup;
    private final InstantSource clock;
    private final LoopObserver observer;
    private final Ledger ledger = new Ledger(Ledger.DEFAULT_LIMIT);
    private final Attempts attempts;
    private final Outbox outbox;
    private final Probes probes;
    private final Intake intake;
    private final CancelWatch cancellations;
    private final Thread taking;
    private final ScheduledExecutorService ticks;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable CommandSession session;
    private volatile boolean started;
    private volatile boolean connected;
    private volatile LoopState state = new LoopState(false, "not started", 0);

    /** @param codec knows the registry */
    public HandlerLoop(
            LoopSettings settings,
            List<Handler> handlers,
            KafkaClients clients,
            Topics topics,
            TopicSetup topicSetup,
            RecordCodec codec,
            InstantSource clock,
            LoopObserver observer) {
        this.settings = settings;
        this.handlers = List.copyOf(handlers);
        this.clients = clients;
        this.topics = topics;
        this.topicSetup = topicSetup;
        this.clock = clock;
        this.observer = observer;
        this.attempts = new Attempts(settings.maxRunning(), observer);
        this.outbox = new Outbox(clients::results, codec);
        this.probes = new Probes(attempts, outbox, settings.instance(), clock);
        this.intake = new Intake(handlers, topics, codec, settings.instance(), observer);
        this.cancellations = new CancelWatch(clients, codec, intake.topics(), attempts);
        this.taking = Thread.ofPlatform().name("handler-loop").unstarted(this::take);
        this.ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("handler-ticks").factory());
    }

    /** Returns at once; without Kafka it keeps trying. */
    public void start() {
        started = true;
        state = new LoopState(false, "waiting for Kafka and the topics", 0);
        outbox.start();
        Announcer announcer = new Announcer(handlers, settings, outbox, clock.instant());
        var unused = ticks.scheduleWithFixedDelay(() -> tick(announcer), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        taking.start();
    }

    /** For health checks. */
    public LoopState state() {
        return new LoopState(state.ready(), state.detail(), attempts.running());
    }

    /** Takes nothing more, lets running attempts end for a while, stops the rest, tells all of it. */
    @Override
    public void close() {
        boolean begun = started && stopping.getCount() > 0;
        stopping.countDown();
        if (!begun) {
            return;
        }
        try {
            endTaking();
            endAttempts();
            cancellations.close();
            ticks.shutdown();
            ticks.awaitTermination(1, TimeUnit.SECONDS);
            new Announcer(handlers, settings, outbox, clock.instant()).stopped(clock.instant());
            if (connected && !outbox.drain(TO_TELL)) {
                LOG.warn("Stopped without telling everything; leases will run out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cancellations.close();
            ticks.shutdownNow();
            outbox.close();
        }
    }

    private void endTaking() throws InterruptedException {
        CommandSession open = session;
        if (open != null) {
            open.wakeup();
            taking.join(TO_END);
        }
        // Without a session, or without an answer, it waits for a broker that may never come.
        taking.interrupt();
        taking.join(TO_END);
    }

    private void endAttempts() throws InterruptedException {
        if (attempts.awaitNone(settings.stopWait())) {
            return;
        }
        LOG.info("Stopping {} attempts that did not end within {}", attempts.running(), settings.stopWait());
        attempts.stopAll();
        if (!attempts.awaitNone(TO_END)) {
            LOG.warn("{} attempts did not end when stopped", attempts.running());
        }
    }

    private void take() {
        Duration pause = FIRST_PAUSE;
        while (stopping.getCount() > 0) {
            Instant opened = clock.instant();
            try {
                checkCluster();
                cancellations.start();
                runSession();
            } catch (RuntimeException e) {
                if (stopping.getCount() == 0) {
                    break;
                }
                boolean longAgo = Duration.between(opened, clock.instant()).compareTo(LONGEST_PAUSE) > 0;
                pause = longAgo ? FIRST_PAUSE : longer(pause);
                state = new LoopState(false, String.valueOf(e.getMessage()), 0);
                observer.reopened();
                LOG.warn("The session ended; the next starts from the committed offsets in {}", pause, e);
                await(pause);
            }
        }
        state = new LoopState(false, "stopped", 0);
    }

    private void checkCluster() {
        Admin admin = clients.admin();
        try {
            ClusterCheck.requireSafeTransactions(admin);
            topicSetup.ensure(admin, topics, handlers);
        } finally {
            // Its own close would wait for a broker without limit.
            admin.close(Duration.ZERO);
        }
    }

    private void runSession() {
        CommandSession current = new CommandSession(clients, intake, ledger, settings, attempts, probes, outbox, clock);
        session = current;
        boolean left = false;
        try {
            current.open();
            connected = true;
            state = new LoopState(true, "taking commands of " + intake.topics(), 0);
            while (stopping.getCount() > 0) {
                current.turn();
            }
            left = true;
        } catch (WakeupException e) {
            left = true;
        } finally {
            session = null;
            if (left) {
                current.leave();
            } else {
                current.close();
            }
        }
    }

    private void tick(Announcer announcer) {
        try {
            Instant now = clock.instant();
            attempts.tick(now);
            probes.tick(now);
            announcer.tick(now);
        } catch (RuntimeException e) {
            LOG.error("Expected the tick to do what is due, but it threw", e);
        }
    }

    private void await(Duration time) {
        try {
            if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopping instead of waiting {}", time);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
