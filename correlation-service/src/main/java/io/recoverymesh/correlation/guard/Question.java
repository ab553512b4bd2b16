package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.guard.Neighbourhood.Cause;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ladder;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.Silence;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that guards may look at: may this policy run on this target now?
 *
 * @param key recovery of the same idempotency key; null when there is none
 * @param waiting another request that waits in the same slot; null when there is none
 * @param own the request itself, where it waited before; null when it is new
 * @param dependency a service that is to be recovered first; null when there is none
 * @param silences recovery silences that were ordered, the widest first; they may be over
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
        @Nullable Waiting own,
        @Nullable Cause dependency,
        List<Silenced> silences,
        int queued,
        @Nullable String approvedBy,
        Surroundings surroundings) {

    /** Key, among the services of a group, of what is ordered for the whole group. */
    private static final String WHOLE_GROUP = "/*";

    public Question {
        silences = List.copyOf(silences);
    }

    /** A recovery silence and what it holds for. */
    public record Silenced(String scope, Silence silence) {}

    /** Reads the ledger for a request that is new. */
    public static Question of(RecoveryRequest request, Policy policy, Ledger ledger, Surroundings surroundings) {
        Waiting waiting = ledger.waiting().get(Waiting.slot(request));
        return of(request, policy, ledger, surroundings, waiting, null, null);
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
        return of(request, policy, ledger, surroundings, null, own, approvedBy);
    }

    private static Question of(
            RecoveryRequest request,
            Policy policy,
            Ledger ledger,
            Surroundings surroundings,
            @Nullable Waiting other,
            @Nullable Waiting own,
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
                own,
                Dependencies.of(
                        ref, policy.guard().dependencies(), request.getSignal().getKind(), ledger, surroundings),
                silences(ref, ledger),
                group.queued() - (own != null && own.deferred() ? 1 : 0),
                approvedBy,
                surroundings);
    }

    /** Key of a service's state. */
    public static String serviceKey(TargetRef ref) {
        return ref.group() + "/" + ref.service();
    }

    /** Key of what is ordered for a whole group. */
    public static String groupKey(String group) {
        return group + WHOLE_GROUP;
    }

    private static List<Silenced> silences(TargetRef ref, Ledger ledger) {
        List<Silenced> found = new ArrayList<>();
        add(found, "group " + ref.group(), ledger.services().get(groupKey(ref.group())));
        add(found, "service " + ref.service(), ledger.services().get(serviceKey(ref)));
        if (ref.instance() != null) {
            add(found, ref.target(), ledger.services().get(ref.key()));
        }
        return found;
    }

    private static void add(List<Silenced> found, String scope, @Nullable ServiceState state) {
        if (state != null && state.silence() != null) {
            found.add(new Silenced(scope, state.silence()));
        }
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

    /** Whether it takes over from the recovery that failed last on this target, as that one's policy says. */
    public boolean isFallback() {
        Ladder ladder = target.ladder();
        return ladder != null
                && policy.name().equals(ladder.fallback())
                && ladder.failed().equals(request.getCauseRecoveryId());
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
