package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Expectation;
import io.recoverymesh.trigger.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The core with a map for a store: every state goes through its bytes, as it does in the shell. */
final class Bench {
    final Map<String, byte[]> store = new TreeMap<>();
    final List<TargetHealth> healths = new ArrayList<>();
    final List<TriggerEvent> events = new ArrayList<>();
    final List<RecoveryRequest> requests = new ArrayList<>();
    Catalogue catalogue;

    Bench(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What the shell does once the catalogue is read. */
    void expect(Instant now) {
        for (Expectation expectation : catalogue.expected()) {
            String key = expectation.target().key();
            store.put(
                    key,
                    TargetStateCodec.encode(
                            TriggerCore.expect(state(key), expectation, now).state()));
        }
    }

    Decision send(SpecificRecord record, Instant now) {
        Signal signal = Signal.of(record);
        String key = signal.target().key();
        Decision decision = TriggerCore.decide(state(key), signal, catalogue, now);
        keep(key, decision);
        return decision;
    }

    /** A signal that arrives when it was observed. */
    Decision send(SpecificRecord record) {
        return send(record, Signal.of(record).observedAt());
    }

    void tick(Instant now) {
        for (String key : List.copyOf(store.keySet())) {
            keep(key, TriggerCore.due(state(key), TargetRef.ofKey(key), catalogue, now));
        }
    }

    TargetState state(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? TargetState.NEW : TargetStateCodec.decode(bytes);
    }

    List<TriggerEventKind> kinds() {
        return events.stream().map(TriggerEvent::getKind).toList();
    }

    private void keep(String key, Decision decision) {
        store.put(key, TargetStateCodec.encode(decision.state()));
        if (decision.health() != null) {
            healths.add(decision.health());
        }
        events.addAll(decision.events());
        requests.addAll(decision.requests());
    }
}
