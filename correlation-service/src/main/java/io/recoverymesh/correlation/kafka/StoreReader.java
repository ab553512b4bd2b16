package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.FlowLine;
import io.recoverymesh.correlation.flow.VerdictLine;
import io.recoverymesh.correlation.flow.Wait;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Trouble;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of the tasks that run in this process, as one. */
public final class StoreReader {
    private final KafkaStreams streams;
    private final int partitions;

    public StoreReader(KafkaStreams streams, int partitions) {
        this.streams = streams;
        this.partitions = partitions;
    }

    /** @throws InvalidStateStoreException while no partition is readable */
    public Ledger ledger() {
        List<ReadOnlyKeyValueStore<String, byte[]>> stores = stores(CorrelationTopology.LEDGER);
        Nearest nearest = new Nearest();
        return new ReadLedger(
                new MergedTable<>(Space.TARGETS, stores, nearest),
                new MergedTable<>(Space.SERVICES, stores, nearest),
                new MergedTable<>(Space.GROUPS, stores, nearest),
                new MergedTable<>(Space.BREAKERS, stores, nearest),
                new MergedTable<>(Space.KEYS, stores, nearest),
                new MergedTable<>(Space.RECOVERIES, stores, nearest),
                new MergedTable<>(Space.PLANS, stores, nearest),
                new MergedTable<>(Space.WAITING, stores, nearest),
                new MergedTable<>(Space.DEADLINES, stores, nearest),
                new MergedTable<>(Space.ANSWERED, stores, nearest),
                new MergedTable<>(Space.TELLINGS, stores, nearest));
    }

    /**
     * Targets that somebody must look at, by group/target.
     *
     * @throws InvalidStateStoreException while no partition is readable
     */
    public Table<Trouble> troubled() {
        return new MergedTable<>(Space.TROUBLED, stores(CorrelationTopology.LEDGER), new Nearest());
    }

    /** @throws InvalidStateStoreException while no partition is readable */
    public FlowBook flows() {
        List<ReadOnlyKeyValueStore<String, byte[]>> stores = stores(CorrelationTopology.FLOWS);
        Nearest nearest = new Nearest();
        return new ReadFlowBook(
                new MergedTable<>(FlowSpace.FLOWS, stores, nearest),
                new MergedTable<>(FlowSpace.LINES, stores, nearest),
                new MergedTable<>(FlowSpace.RECENT, stores, nearest),
                new MergedTable<>(FlowSpace.BY_TARGET, stores, nearest),
                new MergedTable<>(FlowSpace.EPISODES, stores, nearest),
                new MergedTable<>(FlowSpace.WAITS, stores, nearest),
                new MergedTable<>(FlowSpace.VERDICTS, stores, nearest));
    }

    /** Partitions that are not readable here. */
    public Optional<String> missing() {
        Set<Integer> elsewhere = new TreeSet<>();
        Set<Integer> local = local();
        for (int partition = 0; partition < partitions; partition++) {
            if (!local.contains(partition)) {
                elsewhere.add(partition);
            }
        }
        return elsewhere.isEmpty()
                ? Optional.empty()
                : Optional.of("partitions " + elsewhere + " of " + partitions
                        + " are held by other instances, or are being moved");
    }

    private List<ReadOnlyKeyValueStore<String, byte[]>> stores(String name) {
        List<ReadOnlyKeyValueStore<String, byte[]>> stores = new ArrayList<>();
        for (int partition : local()) {
            stores.add(streams.store(
                    StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore())
                            .withPartition(partition)));
        }
        if (stores.isEmpty()) {
            throw new InvalidStateStoreException("Expected a partition that is held here, but there is none yet");
        }
        return stores;
    }

    private Set<Integer> local() {
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::activeTasks)
                .flatMap(Set::stream)
                .map(task -> task.taskId().partition())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record ReadLedger(
            Table<TargetState> targets,
            Table<ServiceState> services,
            Table<GroupState> groups,
            Table<Breaker> breakers,
            Table<KeyState> keys,
            Table<Recovery> recoveries,
            Table<String> plans,
            Table<Waiting> waiting,
            Table<Deadline> deadlines,
            Table<Answered> answered,
            Table<Telling> tellings)
            implements Ledger {}

    private record ReadFlowBook(
            Table<Flow> flows,
            Table<FlowLine> lines,
            Table<String> recent,
            Table<String> byTarget,
            Table<String> episodes,
            Table<Wait> waits,
            Table<VerdictLine> verdicts)
            implements FlowBook {}
}
