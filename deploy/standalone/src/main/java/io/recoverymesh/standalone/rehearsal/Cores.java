package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Trigger, gate, coordinator and handlers on one clock that jumps from one thing to the next. */
final class Cores {
    private static final int MOST = 1_000_000;

    private final PayloadReader payloads = new PayloadReader(Mapping::presets);
    private final TriggerSide trigger;
    private final CorrelationSide correlation;
    private final HandlerSide handlers;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private final Map<Kind, List<Happened>> happened = new EnumMap<>(Kind.class);
    private Instant now;
    private long number;

    Cores(PolicyReading policies, Map<String, Behaviour> actions, Instant start) {
        this.now = start;
        this.trigger = new TriggerSide(policies, this);
        this.correlation = new CorrelationSide(policies, this);
        this.handlers = new HandlerSide(actions, this);
    }

    /** Something that will happen; of the same time in the order in which they were planned. */
    private record Later(Instant at, long number, Runnable what) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            int order = at.compareTo(other.at);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    Instant now() {
        return now;
    }

    void at(Instant moment, Runnable what) {
        later.add(new Later(moment, number++, what));
    }

    /** Lets everything happen until then, the moment included. */
    void runUntil(Instant end) {
        for (int i = 0; i < MOST; i++) {
            Instant next = earliest(later.isEmpty() ? null : later.element().at(), trigger.nextDue());
            next = earliest(next, correlation.nextDue());
            if (next == null || next.isAfter(end)) {
                now = end.isAfter(now) ? end : now;
                return;
            }
            now = next.isAfter(now) ? next : now;
            if (!later.isEmpty() && !later.element().at().isAfter(now)) {
                later.remove().what().run();
            } else {
                trigger.tick();
                correlation.tick();
            }
        }
        throw new IllegalStateException("Expected the policies to come to rest, but they did " + MOST + " things until "
                + now + " and would go on");
    }

    void send(Moment moment) {
        Written answer = moment.signal();
        if (moment.isAnswer() && answer != null) {
            correlation.answer(Answer.read(String.valueOf(moment.kind()), answer), "answer-" + number++);
            runUntil(now);
            return;
        }
        String json = moment.payload(now).toString();
        Envelope envelope = new Envelope(null, "test-" + number++, "test", null, now, Map.of());
        try {
            payloads.read(json.getBytes(StandardCharsets.UTF_8), envelope)
                    .signals()
                    .forEach(trigger::deliver);
        } catch (InvalidSignalException e) {
            Written written = moment.signal();
            throw new BadTestException(
                    written == null ? "" : written.file(), moment.line(), String.valueOf(e.getMessage()));
        }
        // what follows at once is seen by a look at the same time
        runUntil(now);
    }

    void correlate(Object record) {
        correlation.deliver(record);
    }

    void command(StepCommand command, String handler) {
        handlers.deliver(command, handler);
    }

    void result(StepResult result) {
        correlation.deliver(result);
    }

    void ended(RecoveryEvent event) {
        trigger.chain(event);
    }

    void signal(org.apache.avro.specific.SpecificRecord record) {
        trigger.deliver(record);
    }

    void happened(Happened what) {
        happened.computeIfAbsent(what.kind(), kind -> new ArrayList<>()).add(what);
    }

    /** What happened since the last look. */
    Map<Kind, List<Happened>> takeHappened() {
        Map<Kind, List<Happened>> taken = new EnumMap<>(happened);
        happened.clear();
        return taken;
    }

    String healthOf(String target) {
        return trigger.healthOf(target);
    }

    private static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
