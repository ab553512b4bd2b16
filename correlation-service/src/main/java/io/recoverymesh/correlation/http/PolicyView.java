package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.correlation.catalogue.Declared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One policy or service.
 *
 * @param kind recovery or service
 * @param version hash of the document
 * @param file where it was loaded from; null when it came through the API
 * @param mode observe, approve or auto; null for a service
 * @param rtoMs recovery time objective; null where none is declared
 * @param source YAML as written; null in lists
 * @param plan null in lists, and for a service
 * @param problems what is doubtful about it; null in lists
 */
@ApiView
record PolicyView(
        String kind,
        String name,
        String version,
        @Nullable String owner,
        @Nullable String file,
        Instant loadedAt,
        @Nullable String mode,
        @Nullable Long rtoMs,
        @Nullable String source,
        @Nullable PlanView plan,
        @Nullable List<PolicyProblem> problems) {

    static PolicyView brief(Declared declared) {
        return of(declared, null, null, null);
    }

    static PolicyView whole(Declared declared, List<PolicyProblem> problems) {
        Policy policy = policy(declared);
        return of(declared, declared.document().source(), policy == null ? null : PlanView.of(policy), problems);
    }

    private static @Nullable Policy policy(Declared declared) {
        return declared.document() instanceof Document.RecoveryPolicy recovery ? recovery.policy() : null;
    }

    private static PolicyView of(
            Declared declared,
            @Nullable String source,
            @Nullable PlanView plan,
            @Nullable List<PolicyProblem> problems) {
        Policy policy = policy(declared);
        Duration rto = policy == null ? null : policy.rto();
        return new PolicyView(
                declared.kind().toLowerCase(Locale.ROOT),
                declared.name(),
                declared.version(),
                declared.owner(),
                declared.file(),
                declared.loadedAt(),
                policy == null ? null : policy.mode().name().toLowerCase(Locale.ROOT),
                rto == null ? null : rto.toMillis(),
                source,
                plan,
                problems);
    }
}
