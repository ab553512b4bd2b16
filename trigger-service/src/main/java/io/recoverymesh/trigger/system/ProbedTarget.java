package io.recoverymesh.trigger.system;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.trigger.probe.Look;
import io.recoverymesh.trigger.probe.Watch;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One target and the probes that look at it: looks in parallel, reports one after the other. */
final class ProbedTarget implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbedTarget.class);

    private final TargetRef target;
    private final List<Probe> probes;
    private final Looks looks;
    private final Intake intake;
    private final InstantSource clock;
    private final List<Future<?>> schedules = new ArrayList<>();
    private final ReentrantLock reporting = new ReentrantLock();
    private Watch watch;
    private volatile boolean closed;

    ProbedTarget(TargetRef target, List<Probe> probes, Looks looks, Intake intake, InstantSource clock) {
        this.target = target;
        this.probes = List.copyOf(probes);
        this.looks = looks;
        this.intake = intake;
        this.clock = clock;
        this.watch = Watch.over(this.probes);
    }

    List<Probe> probes() {
        return probes;
    }

    void start(ScheduledExecutorService timer, ExecutorService looking) {
        for (int i = 0; i < probes.size(); i++) {
            int probe = i;
            AtomicBoolean busy = new AtomicBoolean();
            Runnable look = () -> {
                if (busy.compareAndSet(false, true)) {
                    looking.execute(() -> look(probe, busy));
                }
            };
            long interval = probes.get(i).interval().toMillis();
            schedules.add(timer.scheduleAtFixedRate(look, 0, interval, TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public void close() {
        closed = true;
        schedules.forEach(schedule -> schedule.cancel(false));
    }

    private void look(int probe, AtomicBoolean busy) {
        try {
            Probe declared = probes.get(probe);
            Look look = looks.take(declared.check(), declared.timeout());
            if (!closed) {
                report(probe, look);
            }
        } finally {
            busy.set(false);
        }
    }

    private void report(int probe, Look look) {
        reporting.lock();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Watch.Watched watched = watch.plus(probe, look, now);
            watch = watched.watch();
            if (watched.report() != null) {
                intake.publish(List.of(signal(watched.report(), now)));
            }
        } catch (SignalsNotAcceptedException e) {
            LOG.warn("Reports the health of {} again at the next look: {}", target, e.getMessage());
            watch = watch.unreported();
        } finally {
            reporting.unlock();
        }
    }

    private HealthReported signal(Watch.Report report, Instant now) {
        return HealthReported.newBuilder()
                .setId(EventIds.of("probe", target.key(), report.status().name(), now.toString()))
                .setGroup(target.group())
                .setTarget(target.target())
                .setStatus(report.status())
                .setReason(report.reason())
                .setObservedAt(now)
                .setSource("probe:" + target.service())
                .build();
    }
}
