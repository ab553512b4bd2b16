package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Chaining;
import io.recoverymesh.trigger.trigger.Decision;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** trigger-service: one transaction per signal; a crash before its commit makes it come again. */
final class TriggerPart {
    private static final Duration TICK = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final Bus bus;
    private final Catalogue catalogue;
    private final Map<String, TargetState> states = new TreeMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final List<Object> unread = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private boolean up = true;

    TriggerPart(Scheduler scheduler, Bus bus, Catalogue catalogue) {
        this.scheduler = scheduler;
        this.bus = bus;
        this.catalogue = catalogue;
        scheduler.after(TICK, this::tick);
    }

    void suffer(Faults newFaults) {
        faults = newFaults;
    }

    void deliver(Object record) {
        if (!up) {
            unread.add(record);
        } else if (scheduler.chance(faults.crashed())) {
            unread.add(record);
            crash();
        } else if (record instanceof RecoveryEvent event) {
            chain(event);
        } else {
            decide((SpecificRecord) record);
        }
    }

    private void crash() {
        up = false;
        scheduler.after(scheduler.millis(500, 30_000), () -> {
            up = true;
            List<Object> again = List.copyOf(unread);
            unread.clear();
            again.forEach(record -> scheduler.after(scheduler.millis(1, 500), () -> deliver(record)));
        });
    }

    private void decide(SpecificRecord record) {
        Signal signal = Signal.of(record);
        String key = signal.target().key();
        TargetState state = states.getOrDefault(key, TargetState.NEW);
        publish(key, TriggerCore.decide(state, signal, catalogue, scheduler.now()));
    }

    private void tick() {
        Instant now = scheduler.now();
        if (up) {
            for (String key : List.copyOf(states.keySet())) {
                TargetState state = states.getOrDefault(key, TargetState.NEW);
                Instant due = state.nextDue();
                if (due != null && !due.isAfter(now)) {
                    publish(key, TriggerCore.due(state, TargetRef.ofKey(key), catalogue, now));
                }
            }
        }
        scheduler.after(TICK, this::tick);
    }

    private void publish(String key, Decision decision) {
        states.put(key, decision.state());
        if (decision.health() != null) {
            bus.publish(Bus.Channel.TARGETS, decision.health());
        }
        decision.requests().forEach(request -> bus.publish(Bus.Channel.REQUESTS, request));
    }

    private void chain(RecoveryEvent event) {
        Chaining.startedDepth(event).ifPresent(depth -> depths.put(String.valueOf(event.getRecoveryId()), depth));
        if (Chaining.isEnd(event)) {
            int depth = depths.getOrDefault(String.valueOf(event.getRecoveryId()), 0);
            Chaining.decide(event, depth, catalogue, scheduler.now())
                    .requests()
                    .forEach(request -> bus.publish(Bus.Channel.REQUESTS, request));
        }
    }
}
