package io.recoverymesh.correlation.http;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes requests: those of a person, and those that are only asked about. */
final class Requests {
    private Requests() {}

    /** A person wants a policy to run. The same words at the same time are the same request. */
    static RecoveryRequest byHand(
            Declared policy, TargetRef target, ObservedHealth health, String by, String comment, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        String id = EventIds.of("run", policy.name(), target.key(), by, String.valueOf(at.toEpochMilli()));
        String open = health.isUnhealthy() ? health.flowId() : null;
        return RecoveryRequest.newBuilder(request(policy, target, id, at))
                .setFlowId(open == null ? EventIds.readable("f", "run", id) : open)
                .setIdempotencyKey(EventIds.of("key", policy.name(), target.key(), id))
                .setSignal(signal(id, SignalKind.OPERATOR, "run by hand", health, at, by, comment))
                .setRequestedBy(by)
                .setComment(comment)
                .build();
    }

    /** What trigger-service would ask for if the target's present health triggered the policy now. */
    static RecoveryRequest hypothetical(Declared policy, TargetRef target, ObservedHealth health, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        String episode = health.episode() == null ? "none" : health.episode();
        String flow = health.flowId();
        return RecoveryRequest.newBuilder(request(policy, target, "explain", at))
                .setFlowId(flow == null ? "" : flow)
                .setIdempotencyKey(EventIds.of("key", policy.name(), target.key(), episode))
                .setEpisode(health.episode())
                .setSignal(signal(
                        "explain",
                        SignalKind.HEALTH,
                        "present health",
                        health,
                        health.isKnown() ? health.since() : at,
                        "explain",
                        null))
                .build();
    }

    private static RecoveryRequest request(Declared policy, TargetRef target, String id, Instant at) {
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId("")
                .setIdempotencyKey(id)
                .setPolicy(policy.name())
                .setPolicyVersion(policy.version())
                .setPolicyDocument(policy.document().canonical())
                .setGroup(target.group())
                .setTarget(target.target())
                .setSignal(signal(id, SignalKind.OPERATOR, "", ObservedHealth.NONE, at, "", null))
                .setEventTime(at)
                .setRequestedAt(at)
                .setSeed(EventIds.seed(id))
                .build();
    }

    private static SignalSummary signal(
            String id,
            SignalKind kind,
            String name,
            ObservedHealth health,
            Instant at,
            String source,
            @Nullable String reason) {
        return SignalSummary.newBuilder()
                .setId(id)
                .setKind(kind)
                .setName(name)
                .setState(health.status().name())
                .setObservedAt(at)
                .setSource(source)
                .setReason(reason)
                .build();
    }
}
