package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.catalogue.Services;
import io.recoverymesh.correlation.guard.Neighbourhood;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the declared services of a test mean, and how services of other groups are. */
final class Surrounded implements Neighbourhood {
    private final Services services;
    private final Map<String, TargetHealth> healths = new TreeMap<>();

    Surrounded(PolicyReading policies) {
        services = new Services(Catalogue.of(policies.documents().stream()
                .map(document -> new Declared(document, null, Instant.EPOCH))
                .toList()));
    }

    void observe(TargetHealth health) {
        healths.put(health.getGroup() + "/" + health.getTarget(), health);
    }

    @Override
    public List<Dependency> dependenciesOf(TargetRef target) {
        return services.dependenciesOf(target);
    }

    @Override
    public @Nullable Trouble elsewhere(Dependency dependency) {
        return healths.entrySet().stream()
                .filter(entry -> TargetRef.ofKey(entry.getKey()).group().equals(dependency.group()))
                .filter(entry -> TargetRef.ofKey(entry.getKey()).service().equals(dependency.service()))
                .map(Map.Entry::getValue)
                .filter(health -> health.getHealth() == HealthStatus.DOWN)
                .map(health -> new Trouble("is DOWN since " + health.getSince(), health.getFlowId(), null))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Window windowOf(TargetRef target, Instant now) {
        return services.windowOf(target, now);
    }
}
