package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.signal.SignalLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one decision is going to publish about one target. */
final class Outputs {
    private final TargetRef target;
    private final Instant now;
    private List<TriggerEvent> events = List.of();
    private Map<String, RecoveryRequest> requests = Map.of();
    private @Nullable TargetHealth health;

    Outputs(TargetRef target, Instant now) {
        this.target = target;
        this.now = now;
    }

    /** Says what became of a candidate. */
    void event(Note note) {
        Episode episode = note.episode();
        events = events.isEmpty() ? new ArrayList<>() : events;
        events.add(TriggerEvent.newBuilder()
                .setId(Ids.event(
                        note.kind(), note.clause(), target, note.signal().getId()))
                .setFlowId(episode == null ? null : episode.flowId())
                .setGroup(target.group())
                .setTarget(target.target())
                .setPolicy(note.clause().policy())
                .setPolicyVersion(note.policyVersion())
                .setClause(note.clause().index())
                .setKind(note.kind())
                .setReason(note.reason())
                .setUntil(note.until())
                .setEpisode(episode == null ? null : episode.id())
                .setSignal(SignalLimits.kept(note.signal()))
                .setAt(now)
                .setNotify(note.whom())
                .build());
    }

    /** Proposes a recovery; two clauses of a policy that one signal fulfils propose it once. */
    void request(Clause clause, Episode episode, SignalSummary signal, Instant eventTime) {
        String policy = clause.policy().name();
        String key = Ids.key(policy, target, episode.id());
        String id = Ids.request(policy, key, signal.getId());
        requests = requests.isEmpty() ? new LinkedHashMap<>() : requests;
        requests.putIfAbsent(
                id,
                RecoveryRequest.newBuilder()
                        .setId(id)
                        .setFlowId(episode.flowId())
                        .setIdempotencyKey(key)
                        .setPolicy(policy)
                        .setPolicyVersion(clause.policy().version())
                        .setPolicyDocument(clause.entry().document())
                        .setGroup(target.group())
                        .setTarget(target.target())
                        .setEpisode(episode.id())
                        .setSignal(SignalLimits.kept(signal))
                        .setEventTime(eventTime)
                        .setRequestedAt(now)
                        .setSeed(EventIds.seed(id))
                        .build());
    }

    /** Publishes the target's health if it is another than before, or began or ceased to flap. */
    void health(Vitals before, Vitals after, SignalSummary signal) {
        boolean steady = before.flapping().on() == after.flapping().on();
        if (after.health() == null || (before.health() == after.health() && steady)) {
            return;
        }
        Episode flow = after.episode() == null ? before.episode() : after.episode();
        Episode open = after.episode();
        health = TargetHealth.newBuilder()
                .setGroup(target.group())
                .setTarget(target.target())
                .setHealth(after.health())
                .setPrevious(before.health())
                .setSince(after.since())
                .setEpisode(open == null ? null : open.id())
                .setEpisodeStartedAt(open == null ? null : open.startedAt())
                .setFlowId(flow == null ? null : flow.flowId())
                .setReasons(after.reasons())
                .setSignal(SignalLimits.kept(signal))
                .setChangedAt(now)
                .setFlapping(after.flapping().on())
                .build();
    }

    Decision with(TargetState state, Received received, int candidates) {
        return new Decision(state, received, candidates, health, events, List.copyOf(requests.values()));
    }
}
