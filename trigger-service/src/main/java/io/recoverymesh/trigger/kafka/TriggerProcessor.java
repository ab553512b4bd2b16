package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Expectation;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Chaining;
import io.recoverymesh.trigger.trigger.Decision;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a target's state, asks the core, keeps and publishes what it decided. */
final class TriggerProcessor implements Processor<byte[], byte[], Object, Object> {
    static final String REROUTED = "__recovery.rerouted";
    private static final Logger LOG = LoggerFactory.getLogger(TriggerProcessor.class);

    private final TopologySettings settings;
    private final Supplier<Catalogue> catalogue;
    private final TriggerObserver observer;
    private final Backlog backlog;
    private final SignalDecoder signals;
    private final SignalParts parts;
    private final AvroDeserializer<RecoveryEvent> recoveryEvents = new AvroDeserializer<>(RecoveryEvent.class);
    private Catalogue expectedBy = Catalogue.EMPTY;
    private Iterator<Expectation> expected = Collections.emptyIterator();
    private @Nullable Shell shell;

    TriggerProcessor(
            TopologySettings settings, Supplier<Catalogue> catalogue, TriggerObserver observer, Backlog backlog) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.backlog = backlog;
        this.observer = observer;
        this.signals = new SignalDecoder(settings.topics(), settings.serdes(), settings.payloads());
        this.parts = new SignalParts(settings.topics(), settings.serdes());
        recoveryEvents.configure(settings.serdes(), false);
    }

    /** What there is only once the task runs. */
    private record Shell(
            ProcessorContext<Object, Object> context,
            KeyValueStore<String, TargetState> states,
            Timers timers,
            Chains chains,
            CatchUp catchUp,
            Publisher publisher) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        shell = new Shell(
                context,
                context.getStateStore(TriggerTopology.STATES),
                new Timers(context.getStateStore(TriggerTopology.TIMERS)),
                new Chains(context.getStateStore(TriggerTopology.CHAINS)),
                catchUp(context.taskId().partition()),
                new Publisher(context, observer));
        context.schedule(settings.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private CatchUp catchUp(int partition) {
        Topics topics = settings.topics();
        return new CatchUp(
                Stream.of(topics.health, topics.anomaly, topics.alert)
                        .map(topic -> new TopicPartition(topic.name(), partition))
                        .toList(),
                backlog);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Shell running = running();
        running.publisher().commits().taking(record.timestamp());
        RecordMetadata from = running.context().recordMetadata().orElseThrow();
        try {
            if (from.topic().equals(settings.topics().events.name())) {
                recoveryEvent(running, record, from);
            } else {
                signal(running, record, from);
            }
        } catch (UndecodableRecordException | InvalidSignalException | UnreadableRecordException e) {
            deadLetter(running, record, from, e);
        }
        running.catchUp().read(from.topic(), from.offset());
    }

    private void signal(Shell running, Record<byte[], byte[]> record, RecordMetadata from) {
        SignalDecoder.Origin origin = new SignalDecoder.Origin(
                from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        List<SpecificRecord> decoded = signals.decode(record.key(), record.value(), record.headers(), origin);
        List<Signal> sent = decoded.stream().map(Signal::of).toList();
        for (int i = 0; i < sent.size(); i++) {
            TargetRef target = sent.get(i).target();
            if (!isMisplaced(target, record, from)) {
                signal(running, sent.get(i));
            } else if (sent.size() == 1) {
                reroute(running, target, record);
            } else {
                observer.rerouted();
                running.context().forward(parts.part(decoded.get(i), record), TriggerTopology.REROUTE_SINK);
            }
        }
    }

    private void signal(Shell running, Signal sent) {
        Catalogue current = catalogue.get();
        Signal signal = current.placed(sent);
        Instant now = now(running);
        String key = signal.target().key();
        TargetState state = stateOf(running, key);
        Decision decision = TriggerCore.decide(
                state, signal, current, now, running.catchUp().isDone());
        observer.signal(signal.summary().getKind(), decision.received());
        keep(running, key, state, decision);
        running.publisher().publish(decision, now);
    }

    private void recoveryEvent(Shell running, Record<byte[], byte[]> record, RecordMetadata from) {
        RecoveryEvent event = recoveryEvents.deserialize(from.topic(), record.headers(), record.value());
        if (event == null) {
            return;
        }
        running.chains().remember(event);
        if (Chaining.isEnd(event) && running.chains().isNew(event)) {
            Instant now = now(running);
            Chaining.Chained chained = Chaining.decide(event, running.chains().depthOf(event), catalogue.get(), now);
            running.chains().ended(event);
            running.publisher().publish(chained, now);
        }
    }

    private void tick(long wallClock) {
        Shell running = running();
        if (!running.catchUp().isDone()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(wallClock);
        running.publisher().commits().takingTimer();
        expect(running, now);
        for (String key : running.timers().take(now, settings.timersPerTick())) {
            TargetState state = stateOf(running, key);
            Decision decision = TriggerCore.due(state, TargetRef.ofKey(key), catalogue.get(), now);
            store(running, key, state, decision);
            running.timers().move(key, null, decision.state().nextDue());
            running.publisher().publish(decision, now);
        }
    }

    /** Targets that a new catalogue names are waited for from now on, where they are not already. */
    private void expect(Shell running, Instant now) {
        Catalogue current = catalogue.get();
        if (current != expectedBy) {
            expectedBy = current;
            expected = current.expected().iterator();
        }
        for (int i = 0; i < settings.timersPerTick() && expected.hasNext(); i++) {
            Expectation expectation = expected.next();
            TargetRef target = expectation.target();
            if (partitionOf(target) == running.context().taskId().partition()) {
                TargetState state = stateOf(running, target.key());
                keep(running, target.key(), state, TriggerCore.expect(state, expectation, now));
            }
        }
    }

    private int partitionOf(TargetRef target) {
        return Partitions.of(TopicKey.TARGET, target.target(), settings.partitions());
    }

    private void keep(Shell running, String key, TargetState before, Decision decision) {
        TargetState after = decision.state();
        if (store(running, key, before, decision)) {
            running.timers().move(key, before.nextDue(), after.nextDue());
        }
    }

    private static boolean store(Shell running, String key, TargetState before, Decision decision) {
        if (!decision.changes(before)) {
            return false;
        }
        TargetState after = decision.state();
        if (after.equals(TargetState.NEW)) {
            running.states().delete(key);
        } else {
            running.states().put(key, after);
        }
        return true;
    }

    private boolean isMisplaced(TargetRef target, Record<byte[], byte[]> record, RecordMetadata from) {
        return partitionOf(target) != from.partition() && record.headers().lastHeader(REROUTED) == null;
    }

    private void reroute(Shell running, TargetRef target, Record<byte[], byte[]> record) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.add(REROUTED, new byte[] {1});
        byte[] key = target.target().getBytes(StandardCharsets.UTF_8);
        observer.rerouted();
        running.context().forward(record.withKey(key).withHeaders(headers), TriggerTopology.REROUTE_SINK);
    }

    private void deadLetter(Shell running, Record<byte[], byte[]> record, RecordMetadata from, Exception error) {
        LOG.warn("Dead letter: {}-{}@{}: {}", from.topic(), from.partition(), from.offset(), error.getMessage());
        observer.deadLetter(from.topic());
        running.context().forward(DeadLetter.of(record, from, error), TriggerTopology.DEAD_LETTERS_SINK);
    }

    private static TargetState stateOf(Shell running, String key) {
        TargetState state = running.states().get(key);
        return state == null ? TargetState.NEW : state;
    }

    private static Instant now(Shell running) {
        return Instant.ofEpochMilli(running.context().currentSystemTimeMs());
    }

    private Shell running() {
        if (shell == null) {
            throw new IllegalStateException("Expected init before any record");
        }
        return shell;
    }
}
