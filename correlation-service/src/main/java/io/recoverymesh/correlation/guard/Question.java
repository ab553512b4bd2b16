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
 * @param waiting another request that waits in the same slot; null when there is none
 * @param queued how many other requests are DEFERRED in the group
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
        int queued,
        @Nullable String approvedBy,
        Surroundings surroundings) {

    /** Reads the ledger for a request that is new. */
    public static Question of(RecoveryRequest request, Policy policy, Ledger ledger, Surroundings surroundings) {
        Waiting waiting = ledger.waiting().get(Waiting.slot(request));
        return of(request, policy, ledger, surroundings, waiting, 0, null);
    }

    /**
     * Reads the ledger for a request that waits, or that takes the place of one.
     *
     * @param own what waits
     */
    public static Question again(
            RecoveryRequest request,
            Policy policy,
            Ledger ledger,
            Surroundings surroundings,
            Waiting own,
            @Nullable String approvedBy) {
        return of(request, policy, ledger, surroundings, null, own.deferred() ? 1 : 0, approvedBy);
    }

    private static Question of(
            RecoveryRequest request,
            Policy policy,
            Ledger ledger,
            Surroundings surroundings,
            @Nullable Waiting other,
            int ownPlaces,
            @Nullable String approvedBy) {
        TargetRef ref = TargetRef.of(request.getGroup(), request.getTarget());
        GroupState group = orNew(ledger.groups().get(ref.group()), GroupState.NEW);
        return new Question(
                request,
                policy,
                ref,
                orNew(ledger.targets().get(ref.key()), TargetState.NEW),
                orNew(ledger.services().get(serviceKey(ref)), ServiceState.NEW),
                group,
                orNew(ledger.breakers().get(breakerKey(ref, policy.name())), Breaker.NEW),
                ledger.keys().get(request.getIdempotencyKey()),
                other,
                group.queued() - ownPlaces,
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

    /** Whether the request that waits in the same slot speaks for this one too. */
    public boolean isSpokenFor() {
        Waiting other = waiting;
        if (other == null || !(other.deferred() || other.guard().equals(ModeGuard.NAME))) {
            return false;
        }
        boolean samePeriod = other.request().getIdempotencyKey().equals(request.getIdempotencyKey());
        return samePeriod || (other.request().getRequestedBy() != null && !isByHand());
    }

    private static <T> T orNew(@Nullable T found, T otherwise) {
        return found == null ? otherwise : found;
    }
}
