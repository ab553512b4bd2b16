package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that guards may look at: may this policy run on this target now?
 *
 * @param key recovery of the same idempotency key; null when there is none
 * @param waiting the request that waits in the same slot; null when there is none, or it is this one
 * @param approvedBy who approved it; null when nobody did
 */
public record Question(
        RecoveryRequest request,
        Policy policy,
        TargetRef ref,
        TargetState target,
        ServiceState service,
        GroupState group,
        Breaker breaker,
        @Nullable KeyState key,
        @Nullable Waiting waiting,
        @Nullable String approvedBy,
        Surroundings surroundings) {

    /** Reads the ledger for a request. */
    public static Question of(
            RecoveryRequest request,
            Policy policy,
            Ledger ledger,
            Surroundings surroundings,
            @Nullable String approvedBy) {
        TargetRef ref = TargetRef.of(request.getGroup(), request.getTarget());
        Waiting waiting = ledger.waiting().get(Waiting.slot(request));
        return new Question(
                request,
                policy,
                ref,
                orNew(ledger.targets().get(ref.key()), TargetState.NEW),
                orNew(ledger.services().get(serviceKey(ref)), ServiceState.NEW),
                orNew(ledger.groups().get(ref.group()), GroupState.NEW),
                orNew(ledger.breakers().get(breakerKey(ref, policy.name())), Breaker.NEW),
                ledger.keys().get(request.getIdempotencyKey()),
                waiting == null || waiting.request().getId().equals(request.getId()) ? null : waiting,
                approvedBy,
                surroundings);
    }

    /** Key of a service's state. */
    public static String serviceKey(TargetRef ref) {
        return ref.group() + "/" + ref.service();
    }

    /** Key of a breaker. */
    public static String breakerKey(TargetRef ref, String policy) {
        return serviceKey(ref) + "|" + policy;
    }

    public GuardSettings settings() {
        return policy.guard();
    }

    public Instant now() {
        return surroundings.now();
    }

    /** Whether a person asked for it. */
    public boolean isByHand() {
        return request.getRequestedBy() != null;
    }

    private static <T> T orNew(@Nullable T found, T otherwise) {
        return found == null ? otherwise : found;
    }
}
