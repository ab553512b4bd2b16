package io.recoverymesh.correlation.http;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.Tale;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.MemoryTable;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.correlation.ledger.Trouble;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.PolicyDocument;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mesh without Kafka: what is published is decided at once by the real correlator. */
final class MemoryMesh implements MeshReader, MeshWriter, FactReader, Instances {
    final Tale tale = new Tale();
    final List<OperatorAction> actions = new ArrayList<>();
    final List<RecoveryRequest> requests = new ArrayList<>();
    private final PolicyReader reader = new PolicyReader();
    private final Map<String, Declared> declared = new TreeMap<>();
    private List<PolicyProblem> problems = List.of();
    private @Nullable String missing;
    private boolean acknowledging = true;
    private Runnable told = () -> {};
    private int lost = -1;
    private Set<Integer> held = Set.of(0);
    private int partitions = 1;
    private List<URI> others = List.of();

    void missing(@Nullable String part) {
        missing = part;
        held = part == null ? Set.of(0) : Set.of();
    }

    /** Holds only these; the others are asked for the rest. */
    void holding(Set<Integer> own, int all, URI... elsewhere) {
        held = own;
        partitions = all;
        others = List.of(elsewhere);
        missing = own.size() == all ? null : "the others hold the rest";
    }

    @Override
    public Set<Integer> held() {
        return held;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public boolean holds(String group) {
        return held.contains(Partitions.ofGroup(group, partitions));
    }

    @Override
    public List<URI> others() {
        return others;
    }

    void acknowledging(boolean yes) {
        acknowledging = yes;
    }

    /** To be called after everything that was published. */
    void onPublished(Runnable tell) {
        told = tell;
    }

    void problems(PolicyProblem problem) {
        problems = List.of(problem);
    }

    void declare(String yaml, @Nullable String file) {
        reader.read("test.yaml", yaml).documents().forEach(document -> {
            Declared one = new Declared(document, file, tale.scene().now());
            declared.put(one.key(), one);
        });
    }

    @Override
    public Ledger ledger() {
        return tale.scene().ledger();
    }

    @Override
    public Table<Trouble> troubled() {
        MemoryTable<Trouble> troubled = new MemoryTable<>();
        ledger().targets().scan("", "~", (key, state) -> {
            Trouble trouble = Trouble.of(state);
            if (trouble != null) {
                troubled.put(key, trouble);
            }
            return true;
        });
        return troubled;
    }

    @Override
    public FlowBook flows() {
        return tale.book();
    }

    @Override
    public Catalogue catalogue() {
        return Catalogue.of(declared.values());
    }

    @Override
    public Surroundings surroundings(String group) {
        return tale.scene().surroundings();
    }

    @Override
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /** Loses one decision of the log; the offsets stay. */
    void losing(int decision) {
        lost = decision;
    }

    @Override
    public List<String> read(@Nullable Instant from, @Nullable Instant to, Duration atMost, Visitor visitor) {
        List<RecoveryEvent> events = tale.scene().events();
        for (int i = 0; i < events.size(); i++) {
            if (i != lost) {
                visitor.onFact(0, i, events.get(i));
            }
        }
        return missing().map(List::of).orElse(List.of());
    }

    @Override
    public List<PolicyProblem> loadingProblems() {
        return problems;
    }

    @Override
    public void publish(OperatorAction action) {
        acknowledge();
        actions.add(action);
        tale.act(OperatorAction.newBuilder(action));
        told.run();
    }

    @Override
    public void publish(RecoveryRequest request) {
        acknowledge();
        requests.add(request);
        tale.give(request);
        told.run();
    }

    @Override
    public void publish(PolicyDocument document) {
        acknowledge();
        Declared one = Declared.of(document, reader);
        declared.put(one.key(), one);
    }

    @Override
    public void retract(String kind, String name) {
        acknowledge();
        declared.remove(Declared.key(kind, name));
    }

    private void acknowledge() {
        if (!acknowledging) {
            throw new UnavailableException("Expected Kafka to acknowledge within 10s, but it did not");
        }
    }
}
