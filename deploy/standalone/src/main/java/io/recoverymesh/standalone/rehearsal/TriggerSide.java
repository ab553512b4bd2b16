package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Expectation;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Chaining;
import io.recoverymesh.trigger.trigger.Decision;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The trigger service, without Kafka. */
final class TriggerSide {
    private final Cores cores;
    private final Catalogue catalogue;
    private final Map<String, TargetState> states = new TreeMap<>();
    private final Map<String, Integer> depths = new HashMap<>();

    TriggerSide(PolicyReading reading, Cores cores) {
        this.cores = cores;
        this.catalogue = catalogue(reading);
        for (Expectation expectation : catalogue.expected()) {
            String key = expectation.target().key();
            states.put(
                    key,
                    TriggerCore.expect(state(key), expectation, cores.now()).state());
        }
    }

    static Catalogue catalogue(PolicyReading reading) {
        List<PolicyEntry> policies = new ArrayList<>();
        List<ServiceDocument> services = new ArrayList<>();
        for (Document document : reading.documents()) {
            switch (document) {
                case Document.RecoveryPolicy recovery ->
                    policies.add(new PolicyEntry(recovery.policy(), recovery.canonical()));
                case Document.DeclaredService service -> services.add(service.service());
            }
        }
        return Catalogue.of(policies, services);
    }

    void deliver(SpecificRecord record) {
        Signal signal = catalogue.placed(Signal.of(record));
        String key = signal.target().key();
        take(key, TriggerCore.decide(state(key), signal, catalogue, cores.now()));
    }

    void chain(RecoveryEvent event) {
        Chaining.startedDepth(event).ifPresent(depth -> depths.put(String.valueOf(event.getRecoveryId()), depth));
        if (Chaining.isEnd(event)) {
            int depth = depths.getOrDefault(String.valueOf(event.getRecoveryId()), 0);
            Chaining.Chained chained = Chaining.decide(event, depth, catalogue, cores.now());
            chained.events().forEach(this::tell);
            chained.requests().forEach(this::request);
        }
    }

    /** When something is due next; null when nothing is. */
    @Nullable
    Instant nextDue() {
        Instant next = null;
        for (TargetState state : states.values()) {
            Instant due = state.nextDue();
            next = next == null || (due != null && due.isBefore(next)) ? due : next;
        }
        return next;
    }

    void tick() {
        for (String key : List.copyOf(states.keySet())) {
            take(key, TriggerCore.due(state(key), TargetRef.ofKey(key), catalogue, cores.now()));
        }
    }

    /** In words; of a target without a group in whatever group it is. */
    String healthOf(String target) {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().equals(target)
                        || TargetRef.ofKey(entry.getKey()).target().equals(target))
                .map(entry -> String.valueOf(entry.getValue().vitals().health()))
                .findFirst()
                .orElse("nothing known");
    }

    private TargetState state(String key) {
        return states.getOrDefault(key, TargetState.NEW);
    }

    private void take(String key, Decision decision) {
        states.put(key, decision.state());
        if (decision.health() != null) {
            cores.correlate(decision.health());
        }
        decision.events().forEach(this::tell);
        decision.requests().forEach(this::request);
    }

    private void tell(TriggerEvent event) {
        cores.happened(Happened.of(
                Kind.events,
                cores.now(),
                event.getKind().name(),
                event.getPolicy(),
                event.getTarget(),
                event.getGroup(),
                event.getNotify(),
                event.getReason()));
        if (event.getKind() == TriggerEventKind.WARNED) {
            cores.correlate(event);
        }
    }

    private void request(RecoveryRequest request) {
        cores.happened(Happened.of(
                Kind.requests,
                cores.now(),
                request.getPolicy(),
                request.getTarget(),
                request.getGroup(),
                request.getSignal().getName()));
        cores.correlate(request);
    }
}
