package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Loads;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.schemas.GroupLoad;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One task of correlation-service: transactions over some inputs, crashes that roll them back, restarts that restore. */
final class CorrelationPart {
    static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LONGEST_DOWN = Duration.ofSeconds(200);
    private static final Duration LONG_DOWN = Duration.ofSeconds(130);
    private static final Duration SHORT_DOWN = Duration.ofSeconds(40);

    private final Scheduler scheduler;
    private final Bus bus;
    private final Seams seams;
    private final InvariantChecker checker;
    private final Set<String> groups;
    private final Correlator correlator = new Correlator(new Policies(new PolicyReader()));
    private final MemoryLedger committed = new MemoryLedger();
    private final StagedLedger staged = StagedLedger.over(committed);
    private final Ledger ledger;
    private final List<Object> taken = new ArrayList<>();
    private final List<Object> outputs = new ArrayList<>();
    private final List<Object> unread = new ArrayList<>();
    private final List<Object> history = new ArrayList<>();
    private final Set<Object> toCatchUpWith = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, GroupLoad> loads = new TreeMap<>();
    private Faults faults = Faults.NONE;
    private Instant lastCommit;
    private Instant downSince;
    private boolean up = true;
    private long generation;

    /** @param groups of its partition */
    CorrelationPart(Scheduler scheduler, Bus bus, Seams seams, InvariantChecker checker, Set<String> groups) {
        this.groups = groups;
        this.lastCommit = scheduler.now();
        this.downSince = scheduler.now();
        this.scheduler = scheduler;
        this.bus = bus;
        this.seams = seams;
        this.checker = checker;
        this.ledger = seams.ledger(staged);
        tickLater();
    }

    void suffer(Faults newFaults) {
        faults = newFaults;
    }

    /** A record of one of the inputs. */
    void deliver(Object record) {
        if (!up) {
            unread.add(record);
            return;
        }
        taken.add(record);
        if (record instanceof TargetHealth) {
            outputs.add(record);
        }
        decide(input(record));
        if (toCatchUpWith.remove(record) && toCatchUpWith.isEmpty()) {
            caughtUp();
        }
        if (scheduler.chance(faults.crashed())) {
            crash();
        } else if (scheduler.chance(60) || taken.size() >= 5) {
            commit();
        }
    }

    /** What mesh.groups says of another group. */
    void told(GroupLoad load) {
        loads.put(load.getGroup(), load);
    }

    /** A crash, whatever it is doing. */
    void crash() {
        if (!up) {
            return;
        }
        staged.rollBack();
        if (seams.readsUncommitted()) {
            outputs.forEach(this::leak);
        }
        outputs.clear();
        unread.addAll(taken);
        taken.clear();
        up = false;
        downSince = lastCommit;
        boolean outage = scheduler.chance(10);
        scheduler.after(
                outage
                        ? scheduler.between(LONG_DOWN, LONGEST_DOWN)
                        : scheduler.between(Duration.ofMillis(500), SHORT_DOWN),
                this::restart);
    }

    /** Every input a second time, from the beginning: how many new commands that gives. */
    long commandsOfASecondReading() {
        long commands = 0;
        for (Object record : List.copyOf(history)) {
            commands += correlator.handle(ledger, input(record), surroundings(groupOf(record))).stream()
                    .filter(Output.Commanded.class::isInstance)
                    .filter(output -> ((Output.Commanded) output).command().getBody() instanceof RunStep)
                    .count();
        }
        return commands;
    }

    private void restart() {
        up = true;
        groups.forEach(group -> checker.paused(group, downSince, scheduler.now()));
        lastCommit = scheduler.now();
        generation++;
        seams.restored(committed);
        List<Object> again = List.copyOf(unread);
        unread.clear();
        toCatchUpWith.clear();
        again.stream().filter(TargetHealth.class::isInstance).forEach(toCatchUpWith::add);
        again.forEach(record -> scheduler.after(scheduler.millis(1, 1_000), () -> deliver(record)));
        tickLater();
    }

    private void tickLater() {
        long mine = generation;
        scheduler.after(TICK, () -> {
            if (up && mine == generation) {
                tick();
                tickLater();
            }
        });
    }

    private void tick() {
        for (Deadline deadline = nextDue(); deadline != null; deadline = nextDue()) {
            staged.deadlines().delete(deadline.key());
            decide(new Input.Due(deadline));
        }
        if (scheduler.chance(faults.crashed() / 2)) {
            crash();
        } else {
            commit();
        }
    }

    private void caughtUp() {
        Set<String> waitIn = new TreeSet<>();
        ledger.waiting().scan("", "~", (slot, waiting) -> {
            waitIn.add(waiting.request().getGroup());
            return true;
        });
        waitIn.forEach(group -> decide(new Input.CaughtUp(group)));
    }

    private void decide(Input input) {
        outputs.addAll(correlator.handle(ledger, input, surroundings(groupOf(input))));
    }

    private void commit() {
        lastCommit = scheduler.now();
        staged.commit();
        history.addAll(taken);
        taken.clear();
        List<Object> publish = List.copyOf(outputs);
        outputs.clear();
        publish.forEach(this::publish);
    }

    private void publish(Object output) {
        switch (output) {
            case TargetHealth health -> checker.health(health);
            case Output.Recorded recorded -> bus.publish(Bus.Channel.EVENTS, recorded.event());
            case Output.Commanded commanded -> bus.publish(Bus.Channel.COMMANDS, commanded.command());
            case Output.LoadChanged changed -> {
                GroupState state = ledger.groups().get(changed.group());
                GroupState known = state == null ? GroupState.NEW : state;
                bus.publish(Bus.Channel.LOADS, Loads.of(changed.group(), known, scheduler.now()));
            }
            default -> {}
        }
    }

    private void leak(Object output) {
        if (output instanceof Output.Commanded commanded) {
            bus.leak(Bus.Channel.COMMANDS, commanded.command());
        }
    }

    private @Nullable Deadline nextDue() {
        List<Deadline> first = new ArrayList<>(1);
        ledger.deadlines().scan("", Deadline.firstAfter(scheduler.now()), (key, deadline) -> {
            first.add(deadline);
            return false;
        });
        return first.isEmpty() ? null : first.getFirst();
    }

    private Input input(Object record) {
        Instant now = scheduler.now();
        return switch (record) {
            case RecoveryRequest request -> new Input.Requested(seams.request(request, now));
            case TargetHealth health -> new Input.Observed(health);
            case StepResult result -> new Input.Reported(seams.result(result, ledger));
            case OperatorAction action -> new Input.Acted(action);
            default -> throw new IllegalStateException("Expected an input of correlation, but got " + record);
        };
    }

    private Surroundings surroundings(String group) {
        int elsewhere = loads.values().stream()
                .filter(load -> !load.getGroup().equals(group))
                .mapToInt(GroupLoad::getActive)
                .sum();
        GroupLoad mesh = loads.get("*");
        String paused = mesh == null || !mesh.getPaused() ? null : String.valueOf(mesh.getPausedBy());
        return new Surroundings(
                scheduler.now(),
                toCatchUpWith.isEmpty(),
                elsewhere,
                io.recoverymesh.correlation.guard.Neighbourhood.NONE,
                paused);
    }

    private static String groupOf(Object record) {
        return switch (record) {
            case RecoveryRequest request -> request.getGroup();
            case TargetHealth health -> health.getGroup();
            case StepResult result -> result.getGroup();
            case OperatorAction action -> action.getGroup();
            case Input.Requested in -> in.request().getGroup();
            case Input.Observed in -> in.health().getGroup();
            case Input.Reported in -> in.result().getGroup();
            case Input.Acted in -> in.action().getGroup();
            case Input.Due in -> in.deadline().group();
            case Input.CaughtUp in -> in.group();
            default -> throw new IllegalStateException("Expected an input, but got " + record);
        };
    }
}
