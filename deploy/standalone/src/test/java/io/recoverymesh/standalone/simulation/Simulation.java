package io.recoverymesh.standalone.simulation;

import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.schemas.GroupLoad;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run: faults for some minutes, then quiet until everything must have ended. */
final class Simulation {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FAULTY = Duration.ofMinutes(8);
    private static final Duration QUIET = Duration.ofMinutes(12);
    /** A tick, a transaction, and what a restarted part needs to read again what it had not committed. */
    private static final Duration LATENESS = Duration.ofSeconds(3);

    private static final Handler HANDLER = Handler.of(
            "exec",
            Stream.of("restart", "warm", "failover", "undo", "send")
                    .map(SimulatedAction::new)
                    .toList());

    private final long seed;
    private final Scheduler scheduler;
    private final Bus bus;
    private final InvariantChecker checker;
    private final World world;
    private final People people;
    private final TriggerPart trigger;
    private final List<CorrelationPart> correlation;
    private final List<HandlerPart> handlers = new ArrayList<>();
    private final @Nullable StringBuilder trace;
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * What came of a run.
     *
     * @param trace every committed record and every effect, one line each; empty where it was not asked for
     * @param counts how many records of each kind
     */
    record Run(long seed, List<Violation> violations, String trace, Map<String, Integer> counts) {}

    private Simulation(long seed, Seams seams, boolean traced) {
        this.seed = seed;
        trace = traced ? new StringBuilder() : null;
        scheduler = new Scheduler(seed, START);
        bus = new Bus(scheduler, this::committed);
        checker = new InvariantChecker(Duration.ZERO, LATENESS);
        world = new World(scheduler, bus, this::effect);
        List<PolicyEntry> policies = seed % 2 == 0 ? SmallMesh.POLICIES : RandomMesh.of(seed);
        people = new People(scheduler, bus, policies);
        trigger = new TriggerPart(scheduler, bus, Catalogue.of(policies, List.of()));
        correlation = List.of(
                new CorrelationPart(scheduler, bus, seams, checker, Set.of("*", "g1")),
                new CorrelationPart(scheduler, bus, seams, checker, Set.of("g2")));
        for (String instance : List.of("exec-1", "exec-2")) {
            handlers.add(new HandlerPart(scheduler, bus, world, seams, instance, this::redeliver));
        }
        connect();
    }

    static Run run(long seed, Seams seams) {
        return new Simulation(seed, seams, false).run();
    }

    /** The same, and tells what was committed. */
    static Run traced(long seed) {
        return new Simulation(seed, Seams.SOUND, true).run();
    }

    private Run run() {
        suffer(Faults.MANY);
        world.begin();
        crashLater();
        scheduler.runUntil(START.plus(FAULTY), () -> {});
        suffer(Faults.NONE);
        world.calmDown();
        people.goHome();
        scheduler.runUntil(START.plus(FAULTY).plus(QUIET), () -> {});
        List<Violation> violations = new ArrayList<>(checker.finish());
        long again = correlation.stream()
                .mapToLong(CorrelationPart::commandsOfASecondReading)
                .sum();
        if (again > 0) {
            violations.add(new Violation("A6", again + " commands of a second reading of the whole input"));
        }
        return new Run(seed, violations, trace == null ? "" : trace.toString(), counts);
    }

    private void connect() {
        bus.subscribe(Bus.Channel.SIGNALS, trigger::deliver);
        bus.subscribe(Bus.Channel.EVENTS, trigger::deliver);
        bus.subscribe(Bus.Channel.EVENTS, people::read);
        bus.subscribe(Bus.Channel.TARGETS, record -> of(((TargetHealth) record).getGroup())
                .deliver(record));
        bus.subscribe(Bus.Channel.REQUESTS, record -> of(((RecoveryRequest) record).getGroup())
                .deliver(record));
        bus.subscribe(Bus.Channel.RESULTS, record -> of(((StepResult) record).getGroup())
                .deliver(record));
        bus.subscribe(Bus.Channel.OPERATOR, record -> of(((OperatorAction) record).getGroup())
                .deliver(record));
        bus.subscribe(Bus.Channel.COMMANDS, record -> handle((StepCommand) record));
        correlation.forEach(part -> bus.subscribe(Bus.Channel.LOADS, record -> part.told((GroupLoad) record)));
    }

    /** Groups are partitions; the mesh-wide switch lies in the first. */
    private CorrelationPart of(String group) {
        return correlation.get(group.equals("g2") ? 1 : 0);
    }

    private void handle(StepCommand command) {
        List<HandlerPart> up = handlers.stream().filter(HandlerPart::isUp).toList();
        if (up.isEmpty()) {
            redeliver(command);
        } else {
            int at = Math.floorMod((command.getGroup() + "/" + command.getTarget()).hashCode(), up.size());
            up.get(at).deliver(HANDLER, command);
        }
    }

    private void redeliver(StepCommand command) {
        scheduler.after(scheduler.millis(200, 3_000), () -> handle(command));
    }

    private void suffer(Faults faults) {
        bus.suffer(faults);
        trigger.suffer(faults);
        correlation.forEach(part -> part.suffer(faults));
        handlers.forEach(part -> part.suffer(faults));
    }

    private void crashLater() {
        scheduler.after(scheduler.millis(5_000, 60_000), () -> {
            if (scheduler.now().isBefore(START.plus(FAULTY))) {
                if (scheduler.chance(50)) {
                    correlation.get(scheduler.below(correlation.size())).crash();
                } else {
                    handlers.get(scheduler.below(handlers.size())).crash();
                }
                crashLater();
            }
        });
    }

    private void committed(Bus.Channel channel, Object record) {
        trace(channel, record);
        count(channel.name());
        switch (record) {
            case RecoveryRequest request -> checker.request(request);
            case RecoveryEvent event -> {
                checker.event(event);
                event.getFacts().forEach(fact -> count(fact.getClass().getSimpleName()));
            }
            case StepCommand command -> checker.command(command);
            case StepResult result -> checker.result(result);
            default -> {}
        }
    }

    private void effect(Effect effect) {
        trace("WORLD", effect);
        count("Effect");
        checker.effect(effect);
    }

    private void trace(Object where, Object what) {
        if (trace != null) {
            trace.append(scheduler.now())
                    .append(' ')
                    .append(where)
                    .append(' ')
                    .append(what)
                    .append('\n');
        }
    }

    private void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }
}
