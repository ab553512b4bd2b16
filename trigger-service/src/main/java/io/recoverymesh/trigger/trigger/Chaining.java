package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the end of a recovery: requests of policies that trigger on its outcome.
 *
 * <p>Pure. The chained request keeps the flow and is one deeper than its cause; the gate limits the depth.
 */
public final class Chaining {
    private static final String SOURCE = "correlation-service";

    private Chaining() {}

    /**
     * What is to be published.
     *
     * @param candidates how many clauses matched
     */
    public record Chained(int candidates, List<TriggerEvent> events, List<RecoveryRequest> requests) {
        static final Chained NOTHING = new Chained(0, List.of(), List.of());

        public Chained {
            events = List.copyOf(events);
            requests = List.copyOf(requests);
        }
    }

    /** Depth of the recovery that this event says has begun; empty where none has. */
    public static OptionalInt startedDepth(RecoveryEvent event) {
        return event.getFacts().stream()
                .filter(RecoveryStarted.class::isInstance)
                .mapToInt(fact -> ((RecoveryStarted) fact).getDepth())
                .findFirst();
    }

    /** Whether the event says that a recovery has ended. */
    public static boolean isEnd(RecoveryEvent event) {
        return event.getRecoveryId() != null && event.getFacts().stream().anyMatch(RecoveryEnded.class::isInstance);
    }

    /**
     * @param event one that {@link #isEnd}; anything else gives nothing
     * @param depth of the recovery that has ended
     */
    public static Chained decide(RecoveryEvent event, int depth, Catalogue catalogue, Instant now) {
        String policy = event.getPolicy();
        String recoveryId = event.getRecoveryId();
        for (Object fact : event.getFacts()) {
            if (fact instanceof RecoveryEnded ended && policy != null && recoveryId != null) {
                TargetRef target = TargetRef.of(event.getGroup(), event.getTarget());
                SignalSummary signal = summary(event, ended, policy, recoveryId);
                Cause cause = new Cause(event, recoveryId, depth, target, signal);
                return chain(cause, fallback(ended, catalogue), catalogue, now);
            }
        }
        return Chained.NOTHING;
    }

    private record Cause(RecoveryEvent event, String recoveryId, int depth, TargetRef target, SignalSummary signal) {}

    /** The policy that takes over; null where none does, or it is not declared (any more): people are told then. */
    private static @Nullable PolicyEntry fallback(RecoveryEnded ended, Catalogue catalogue) {
        String name = ended.getFallback();
        return name == null ? null : catalogue.policy(name);
    }

    private static Chained chain(Cause cause, @Nullable PolicyEntry fallback, Catalogue catalogue, Instant now) {
        List<TriggerEvent> events = new ArrayList<>();
        Map<String, RecoveryRequest> requests = new LinkedHashMap<>();
        if (fallback != null) {
            RecoveryRequest request = request(fallback, cause.target(), cause, now);
            requests.put(request.getId(), request);
        }
        List<Clause> clauses = catalogue.concerning(cause.signal(), cause.target());
        for (Clause clause : clauses) {
            TargetRef target = targetOf(clause.pattern(), cause.target());
            Instant oldest = now.minus(clause.policy().guard().maxEventAge());
            switch (clause.where(cause.signal(), cause.target())) {
                case Condition.NoMatch noMatch -> {}
                case Condition.Undecided undecided ->
                    events.add(event(
                            TriggerEventKind.CONDITION_FAILED,
                            clause,
                            target,
                            cause,
                            "Expected '" + clause.where() + "' to be true or false, but " + undecided.reason(),
                            now));
                case Condition.Match match -> {
                    if (cause.event().getAt().isBefore(oldest)) {
                        events.add(event(TriggerEventKind.EXPIRED, clause, target, cause, tooOld(oldest, cause), now));
                    } else {
                        RecoveryRequest request = request(clause.entry(), target, cause, now);
                        requests.putIfAbsent(request.getId(), request);
                    }
                }
            }
        }
        return new Chained(clauses.size(), events, List.copyOf(requests.values()));
    }

    private static String tooOld(Instant oldest, Cause cause) {
        return "Expected a recovery that ended after " + oldest + ", but it ended at "
                + cause.event().getAt();
    }

    private static TargetRef targetOf(SignalPattern pattern, TargetRef ended) {
        return pattern.service() == null ? ended : new TargetRef(ended.group(), pattern.service(), pattern.instance());
    }

    private static RecoveryRequest request(PolicyEntry entry, TargetRef target, Cause cause, Instant now) {
        String policy = entry.policy().name();
        String key = EventIds.of("key", policy, target.key(), cause.recoveryId());
        String id = Ids.request(policy, key, cause.signal().getId());
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId(cause.event().getFlowId())
                .setIdempotencyKey(key)
                .setPolicy(policy)
                .setPolicyVersion(entry.policy().version())
                .setPolicyDocument(entry.document())
                .setGroup(target.group())
                .setTarget(target.target())
                .setSignal(cause.signal())
                .setEventTime(cause.event().getAt())
                .setRequestedAt(now)
                .setDepth(cause.depth() + 1)
                .setCauseRecoveryId(cause.recoveryId())
                .setSeed(EventIds.seed(id))
                .build();
    }

    private static TriggerEvent event(
            TriggerEventKind kind, Clause clause, TargetRef target, Cause cause, String reason, Instant now) {
        return TriggerEvent.newBuilder()
                .setId(Ids.event(
                        kind, ClauseKey.of(clause), target, cause.signal().getId()))
                .setFlowId(cause.event().getFlowId())
                .setGroup(target.group())
                .setTarget(target.target())
                .setPolicy(clause.policy().name())
                .setPolicyVersion(clause.policy().version())
                .setClause(clause.index())
                .setKind(kind)
                .setReason(reason)
                .setSignal(cause.signal())
                .setAt(now)
                .build();
    }

    private static SignalSummary summary(RecoveryEvent event, RecoveryEnded ended, String policy, String recoveryId) {
        return SignalSummary.newBuilder()
                .setId(event.getId())
                .setKind(SignalKind.RECOVERY)
                .setName(policy)
                .setState(ended.getOutcome().name())
                .setObservedAt(event.getAt())
                .setSource(SOURCE)
                .setReason(ended.getReason())
                .setLabels(Map.of("recoveryId", recoveryId))
                .build();
    }
}
