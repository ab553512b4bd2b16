package io.recoverymesh.standalone.simulation;

import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ledger;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One instance of a handler: the start of an attempt and the offset of its command are committed together, then it acts. */
final class HandlerPart {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MAX_RUNNING = 3;

    private final Scheduler scheduler;
    private final Bus bus;
    private final World world;
    private final Seams seams;
    private final String instance;
    private final Consumer<StepCommand> redeliver;
    private final Map<AttemptKey, SimulatedAttempt> running = new LinkedHashMap<>();
    private Ledger ledger = new Ledger(1_000);
    private Faults faults = Faults.NONE;
    private boolean up = true;

    /** @param redeliver takes a command whose offset was not committed */
    HandlerPart(
            Scheduler scheduler, Bus bus, World world, Seams seams, String instance, Consumer<StepCommand> redeliver) {
        this.scheduler = scheduler;
        this.bus = bus;
        this.world = world;
        this.seams = seams;
        this.instance = instance;
        this.redeliver = redeliver;
    }

    void suffer(Faults newFaults) {
        faults = newFaults;
    }

    boolean isUp() {
        return up;
    }

    void deliver(Handler handler, StepCommand command) {
        Sitting sitting = new Sitting(ledger, HEARTBEAT, MAX_RUNNING - running.size());
        Decision decision = sitting.decide(handler, command, scheduler.now());
        if (seams.actsBeforeItsStart() && decision instanceof Decision.Accept accept) {
            world.perform(accept);
        }
        if (scheduler.chance(faults.crashed())) {
            crash();
            redeliver.accept(command);
            return;
        }
        switch (decision) {
            case Decision.Accept accept -> accept(accept, sitting);
            case Decision.Refuse refuse ->
                bus.publish(
                        Bus.Channel.RESULTS,
                        new Results(refuse.handler(), instance, command).refused(refuse.error(), scheduler.now()));
            case Decision.Cancel cancel -> {
                SimulatedAttempt attempt = running.get(cancel.attempt());
                if (attempt != null) {
                    attempt.cancel(cancel.reason());
                }
            }
            case Decision.Ask ask -> answer(ask.handler(), command);
            case Decision.Ignore ignore -> {}
            case Decision.Wait wait -> redeliver.accept(command);
        }
    }

    /** An attempt that still runs here is given up first: it must not take effect after the answer. */
    private void answer(String handler, StepCommand command) {
        SimulatedAttempt attempt = running.remove(AttemptKey.of(command));
        if (attempt != null) {
            attempt.die();
        }
        Probed said = world.hasSeen(command.getIdempotencyKey())
                ? Probed.tookPlace("the world has it", null)
                : Probed.didNotTakePlace("the world has it not");
        bus.publish(Bus.Channel.RESULTS, new Results(handler, instance, command).answered(said, scheduler.now()));
    }

    /** Dies with all that it runs; its effects stay, their results do not come. */
    void crash() {
        if (!up) {
            return;
        }
        up = false;
        running.values().forEach(SimulatedAttempt::die);
        running.clear();
        ledger = new Ledger(1_000);
        scheduler.after(scheduler.millis(1_000, 40_000), () -> up = true);
    }

    private void accept(Decision.Accept accept, Sitting sitting) {
        Results results = new Results(accept.handler(), instance, accept.command());
        bus.publish(Bus.Channel.RESULTS, results.started(accept.lease().until(scheduler.now()), scheduler.now()));
        sitting.commit();
        AttemptKey key = AttemptKey.of(accept.command());
        SimulatedAttempt attempt = new SimulatedAttempt(
                scheduler,
                accept,
                results,
                result -> bus.publish(Bus.Channel.RESULTS, result),
                seams.actsBeforeItsStart() ? accepted -> true : world::perform,
                () -> running.remove(key));
        running.put(key, attempt);
        attempt.begin(faults);
    }
}
