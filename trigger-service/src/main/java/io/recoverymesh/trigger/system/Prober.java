package io.recoverymesh.trigger.system;

import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.policy.ServiceDocument.Probe;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.trigger.signal.Intake;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the probes that services declare; follows their changes. */
public final class Prober implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    private final Intake intake;
    private final InstantSource clock;
    private final Looks looks = new Looks();
    private final ScheduledExecutorService timer;
    private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<TargetRef, ProbedTarget> probed = new HashMap<>();
    private boolean closed;

    public Prober(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("trigger-probes").daemon().factory());
    }

    /** Probes these services from now on and no others; what did not change goes on undisturbed. */
    public synchronized void follow(Collection<ServiceDocument> services) {
        if (closed) {
            return;
        }
        Map<TargetRef, List<Probe>> declared = new HashMap<>();
        for (ServiceDocument service : services) {
            for (Probe probe : service.probes()) {
                TargetRef target = new TargetRef(service.group(), service.name(), probe.instance());
                declared.computeIfAbsent(target, t -> new ArrayList<>()).add(probe);
            }
        }
        for (TargetRef target : new HashSet<>(probed.keySet())) {
            ProbedTarget running = probed.get(target);
            if (running != null && !running.probes().equals(declared.get(target))) {
                LOG.info("No longer probes {} as before", target);
                running.close();
                probed.remove(target);
            }
        }
        declared.forEach((target, probes) -> probed.computeIfAbsent(target, t -> start(t, probes)));
    }

    /** How many targets are probed. */
    public synchronized int targets() {
        return probed.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        probed.values().forEach(ProbedTarget::close);
        timer.shutdownNow();
        looking.shutdownNow();
        looks.close();
    }

    private ProbedTarget start(TargetRef target, List<Probe> probes) {
        LOG.info("Probes {} in {} ways", target, probes.size());
        ProbedTarget started = new ProbedTarget(target, probes, looks, intake, clock);
        started.start(timer, looking);
        return started;
    }
}
