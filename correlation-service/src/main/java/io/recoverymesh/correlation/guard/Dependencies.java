package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Neighbourhood.Cause;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import io.recoverymesh.correlation.guard.Neighbourhood.Trouble;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.schemas.SignalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the root of the trouble among the services that a target needs. */
final class Dependencies {
    private Dependencies() {}

    /**
     * The farthest dependency in trouble, as the nearer ones may suffer from it; exact within the group.
     *
     * @param signal a chained request does not wait for its own cause to settle
     */
    static @Nullable Cause of(
            TargetRef target,
            GuardSettings.Dependencies settings,
            SignalKind signal,
            Ledger ledger,
            Surroundings surroundings) {
        if (!settings.enabled()) {
            return null;
        }
        Neighbourhood around = surroundings.neighbourhood();
        Cause found = null;
        for (Dependency dependency : around.dependenciesOf(target)) {
            Trouble trouble =
                    dependency.group().equals(target.group()) ? here(dependency, ledger) : around.elsewhere(dependency);
            if (trouble != null && lasts(trouble, settings, signal, surroundings.now())) {
                found = new Cause(dependency, trouble);
            }
        }
        return found;
    }

    private static boolean lasts(Trouble trouble, GuardSettings.Dependencies settings, SignalKind signal, Instant now) {
        Instant healthy = trouble.healthySince();
        return healthy == null || (signal != SignalKind.RECOVERY && now.isBefore(healthy.plus(settings.settle())));
    }

    /** The service as a whole where anything reports it so, and any of its instances where nothing does. */
    private static @Nullable Trouble here(Dependency dependency, Ledger ledger) {
        String key = dependency.group() + "/" + dependency.service();
        TargetState whole = ledger.targets().get(key);
        if (whole != null && whole.countsAsKnown()) {
            return trouble(dependency.service(), whole);
        }
        List<Trouble> found = new ArrayList<>();
        ledger.targets().scan(key + "/", key + "0", (name, state) -> {
            Trouble trouble = trouble(name.substring(dependency.group().length() + 1), state);
            if (trouble != null) {
                found.add(trouble);
            }
            return trouble == null || trouble.healthySince() != null;
        });
        Optional<Trouble> present =
                found.stream().filter(t -> t.healthySince() == null).findFirst();
        return present.orElseGet(() -> found.isEmpty() ? null : found.getLast());
    }

    private static @Nullable Trouble trouble(String name, TargetState state) {
        ObservedHealth health = state.health();
        String recovery = state.active();
        if (recovery != null) {
            return new Trouble(name + " is in recovery (" + recovery + ")", health.flowId(), null);
        }
        if (health.isUnhealthy()) {
            return new Trouble(name + " is " + health.status() + " since " + health.since(), health.flowId(), null);
        }
        return health.isUp() && health.flowId() != null
                ? new Trouble(name + " is UP again only since " + health.since(), health.flowId(), health.since())
                : null;
    }
}
