package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What really happens: services that break and heal, effects that are logged with key and fence, monitors that tell. */
final class World {
    static final List<String> TARGETS = List.of(
            "g1/payments/1", "g1/payments/2", "g1/payments/3", "g1/orders", "g1/billing", "g2/search", "g2/cart");

    private static final Set<String> NO_HELP = Set.of("undo", "send");

    private final Scheduler scheduler;
    private final Bus bus;
    private final Consumer<Effect> log;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private boolean calm;
    private int number;
    private final Set<String> seen = new HashSet<>();

    /** One service of the world. */
    private static final class Service {
        private boolean healthy = true;
        private boolean sick;
        private long fence;
        private @Nullable Instant brokenAt;
    }

    World(Scheduler scheduler, Bus bus, Consumer<Effect> log) {
        this.scheduler = scheduler;
        this.bus = bus;
        this.log = log;
        TARGETS.forEach(target -> services.put(target, new Service()));
    }

    void begin() {
        services.keySet().forEach(target -> {
            report(target, scheduler.now());
            scheduler.after(scheduler.millis(1_000, 30_000), () -> watch(target));
        });
        breakLater();
    }

    /** Nothing breaks any more, and all is well. */
    void calmDown() {
        calm = true;
        services.forEach((target, service) -> {
            service.sick = false;
            heal(target);
        });
    }

    /** An effect arrives; true when the world let it in. It knows fences: an older one than the last is refused. */
    boolean perform(Decision.Accept accept) {
        StepCommand command = accept.command();
        String target = command.getGroup() + "/" + command.getTarget();
        Service service = service(target);
        boolean accepted = command.getFence() >= service.fence;
        service.fence = Math.max(service.fence, command.getFence());
        if (accepted) {
            seen.add(command.getIdempotencyKey());
        }
        log.accept(new Effect(
                scheduler.now(),
                command.getGroup(),
                command.getTarget(),
                command.getId(),
                command.getIdempotencyKey(),
                command.getFence(),
                accepted));
        boolean heals = !(command.getBody() instanceof RunStep run && NO_HELP.contains(run.getAction()));
        if (accepted && heals && scheduler.chance(70)) {
            scheduler.after(scheduler.millis(100, 4_000), () -> heal(target));
        }
        return accepted;
    }

    /** Whether an effect with this key was let in. */
    boolean hasSeen(String idempotencyKey) {
        return seen.contains(idempotencyKey);
    }

    private void breakLater() {
        scheduler.after(scheduler.millis(2_000, 25_000), () -> {
            if (!calm) {
                int many = scheduler.chance(6) ? 4 : 1;
                for (int i = 0; i < many; i++) {
                    String target = TARGETS.get(scheduler.below(TARGETS.size()));
                    service(target).sick = scheduler.chance(30);
                    fall(target);
                }
                breakLater();
            }
        });
    }

    private void fall(String target) {
        Service service = service(target);
        if (service.healthy && !calm) {
            service.healthy = false;
            service.brokenAt = scheduler.now();
            detect(target);
            if (scheduler.chance(40)) {
                scheduler.after(scheduler.millis(3_000, 90_000), () -> heal(target));
            }
        }
    }

    private void heal(String target) {
        Service service = service(target);
        if (!service.healthy) {
            service.healthy = true;
            detect(target);
            alert(target, false);
            if (service.sick) {
                scheduler.after(scheduler.millis(5_000, 20_000), () -> fall(target));
            }
        }
    }

    private void detect(String target) {
        scheduler.after(scheduler.millis(50, 1_000), () -> report(target, scheduler.now()));
        if (!service(target).healthy) {
            alert(target, true);
        }
    }

    /** Monitors repeat themselves, come late, and some clocks are wrong. */
    private void watch(String target) {
        Instant now = scheduler.now();
        if (!calm && scheduler.chance(3)) {
            Instant then = now.plus(Duration.ofMinutes(10));
            scheduler.after(Duration.ZERO, () -> report(target, HealthStatus.DOWN, then));
        } else if (!calm && scheduler.chance(5)) {
            Instant then = now.minus(scheduler.between(Duration.ofMinutes(3), Duration.ofMinutes(10)));
            scheduler.after(Duration.ZERO, () -> report(target, HealthStatus.DOWN, then));
        } else {
            report(target, now);
        }
        scheduler.after(calm ? Duration.ofMinutes(1) : scheduler.millis(5_000, 30_000), () -> watch(target));
    }

    private void report(String target, Instant observedAt) {
        report(target, service(target).healthy ? HealthStatus.UP : HealthStatus.DOWN, observedAt);
    }

    private void report(String key, HealthStatus status, Instant observedAt) {
        TargetRef target = TargetRef.ofKey(key);
        bus.publish(
                Bus.Channel.SIGNALS,
                HealthReported.newBuilder()
                        .setId("h-" + ++number)
                        .setGroup(target.group())
                        .setTarget(target.target())
                        .setStatus(status)
                        .setObservedAt(observedAt)
                        .setSource("probe")
                        .build());
    }

    private void alert(String key, boolean firing) {
        TargetRef target = TargetRef.ofKey(key);
        Instant brokenAt = service(key).brokenAt;
        Instant now = scheduler.now();
        bus.publish(
                Bus.Channel.SIGNALS,
                AlertReceived.newBuilder()
                        .setId("a-" + ++number)
                        .setGroup(target.group())
                        .setTarget(target.target())
                        .setName("Errors")
                        .setState(firing ? SignalState.FIRING : SignalState.RESOLVED)
                        .setSeverity("critical")
                        .setFingerprint(EventIds.of("fingerprint", key))
                        .setStartsAt(brokenAt == null ? now : brokenAt)
                        .setEndsAt(firing ? null : now)
                        .setObservedAt(now)
                        .setSource("alertmanager")
                        .build());
    }

    private Service service(String target) {
        return services.computeIfAbsent(target, t -> new Service());
    }
}
