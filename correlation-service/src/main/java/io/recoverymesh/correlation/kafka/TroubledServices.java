package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import io.recoverymesh.correlation.guard.Neighbourhood.Trouble;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which services of all groups had a bad period, as mesh.targets last said; safe for many threads. */
public final class TroubledServices {
    private final Map<String, Map<String, TargetHealth>> byService = new ConcurrentHashMap<>();

    /** Takes an entry of the topic, keyed group/target; null: it is gone. A target that was never unhealthy is not kept. */
    public void onEntry(String key, @Nullable TargetHealth health) {
        TargetRef ref = TargetRef.ofKey(key);
        String service = ref.group() + "/" + ref.service();
        boolean keeps = health != null && health.getFlowId() != null;
        byService.compute(service, (name, before) -> {
            Map<String, TargetHealth> after = before == null ? new TreeMap<>() : new TreeMap<>(before);
            if (keeps) {
                after.put(ref.target(), health);
            } else {
                after.remove(ref.target());
            }
            return after.isEmpty() ? null : after;
        });
    }

    /** Why it does not serve, or until recently did not; null when it was never seen unhealthy. */
    public @Nullable Trouble of(Dependency dependency) {
        Map<String, TargetHealth> targets = byService.get(dependency.toString());
        if (targets == null) {
            return null;
        }
        TargetHealth whole = targets.get(dependency.service());
        Trouble found = whole == null ? null : trouble(whole);
        if (whole == null) {
            for (TargetHealth health : targets.values()) {
                Trouble trouble = trouble(health);
                boolean worse = found == null || found.healthySince() != null;
                found = trouble != null && worse ? trouble : found;
            }
        }
        return found;
    }

    private static @Nullable Trouble trouble(TargetHealth health) {
        return switch (health.getHealth()) {
            case DOWN, DEGRADED ->
                new Trouble(
                        health.getTarget() + " is " + health.getHealth() + " since " + health.getSince(),
                        health.getFlowId(),
                        null);
            case UP ->
                new Trouble(
                        health.getTarget() + " is " + HealthStatus.UP + " again only since " + health.getSince(),
                        health.getFlowId(),
                        health.getSince());
            case UNKNOWN -> null;
        };
    }
}
