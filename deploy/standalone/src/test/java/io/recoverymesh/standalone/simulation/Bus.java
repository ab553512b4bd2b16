package io.recoverymesh.standalone.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Delivers every committed record at least once, after some time, in any order. */
final class Bus {
    /** One topic, or all of a kind. */
    enum Channel {
        SIGNALS,
        TARGETS,
        REQUESTS,
        EVENTS,
        COMMANDS,
        RESULTS,
        OPERATOR,
        LOADS
    }

    private final Scheduler scheduler;
    private final BiConsumer<Channel, Object> log;
    private final Map<Channel, List<Consumer<Object>>> readers = new EnumMap<>(Channel.class);
    private Faults faults = Faults.NONE;

    /** @param log is told every record when it is committed */
    Bus(Scheduler scheduler, BiConsumer<Channel, Object> log) {
        this.scheduler = scheduler;
        this.log = log;
    }

    void suffer(Faults newFaults) {
        faults = newFaults;
    }

    void subscribe(Channel channel, Consumer<Object> reader) {
        readers.computeIfAbsent(channel, c -> new ArrayList<>()).add(reader);
    }

    void publish(Channel channel, Object record) {
        log.accept(channel, record);
        // The start of an attempt and the offset of its command are one transaction: Kafka does not deliver it again.
        boolean mayRepeat = channel != Channel.COMMANDS;
        for (Consumer<Object> reader : readers.getOrDefault(channel, List.of())) {
            deliver(reader, record);
            if (mayRepeat && scheduler.chance(faults.repeated())) {
                deliver(reader, record);
            }
        }
    }

    /** Uncommitted: nobody should see it. */
    void leak(Channel channel, Object record) {
        readers.getOrDefault(channel, List.of()).forEach(reader -> deliver(reader, record));
    }

    private void deliver(Consumer<Object> reader, Object record) {
        boolean lost = scheduler.chance(faults.lost());
        scheduler.after(lost ? scheduler.millis(2_000, 20_000) : scheduler.millis(1, 200), () -> reader.accept(record));
    }
}
