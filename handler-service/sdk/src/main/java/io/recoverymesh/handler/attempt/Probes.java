package io.recoverymesh.handler.attempt;

import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that are being answered now, each on its own virtual thread. Each is asked once, also where its record is
 * read twice; they need no room of the attempts', as they have no effect.
 */
public final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final int REMEMBERED = 1_000;

    private final Set<RunningProbe> running = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> asked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Attempts attempts;
    private final ResultSink sink;
    private final String instance;
    private final InstantSource clock;

    public Probes(Attempts attempts, ResultSink sink, String instance, InstantSource clock) {
        this.attempts = attempts;
        this.sink = sink;
        this.instance = instance;
        this.clock = clock;
    }

    /** Called by the one thread that takes commands. */
    public void ask(Decision.Ask ask) {
        if (asked.put(ask.command().getId(), true) == null) {
            RunningProbe probe = new RunningProbe(ask);
            running.add(probe);
            Thread.ofVirtual().name("probe-" + probe.key()).start(() -> run(probe));
        }
    }

    public void tick(Instant now) {
        running.forEach(probe -> probe.tick(now));
    }

    private void run(RunningProbe probe) {
        try {
            Duration left = Duration.between(clock.instant(), probe.deadline());
            // Whoever asks has given the attempt up: where it still runs, it must not take effect after the answer.
            boolean over = attempts.giveUp(probe.key(), left);
            Probed answer = over
                    ? probe.answer()
                    : Probed.notKnown("Expected the attempt to end when stopped, but it still runs");
            LOG.info("Whether {} took effect: {}, {}", probe.key(), answer.effect(), answer.reason());
            StepResult result =
                    new Results(probe.handler(), instance, probe.command()).answered(answer, clock.instant());
            sink.publish(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(probe);
        }
    }
}
