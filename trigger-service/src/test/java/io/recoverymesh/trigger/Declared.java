package io.recoverymesh.trigger;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Verification;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies as tests declare them. */
public final class Declared {
    private Declared() {}

    public static Catalogue catalogue(PolicyEntry... policies) {
        return Catalogue.of(List.of(policies), List.of());
    }

    public static PolicyEntry policy(String name, Trigger... on) {
        return version("v1", name, on);
    }

    public static PolicyEntry version(String version, String name, Trigger... on) {
        Policy policy = new Policy(
                name,
                version,
                null,
                Policy.Mode.AUTO,
                List.of(on),
                null,
                new Policy.Approval(List.of(), Duration.ofMinutes(15)),
                GuardSettings.DEFAULTS,
                List.of(),
                Policy.OnFailure.HALT,
                new Verification("UP", Duration.ofSeconds(60), Duration.ofMinutes(3)),
                null,
                null,
                List.of());
        return new PolicyEntry(policy, "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}");
    }

    public static On onHealth(@Nullable String service, String... states) {
        return new On(SignalPattern.Source.HEALTH, service, null, Set.of(states), Map.of(), null, Duration.ZERO, 1);
    }

    public static On onAlert(@Nullable String name) {
        return new On(SignalPattern.Source.ALERT, null, name, Set.of("FIRING"), Map.of(), null, Duration.ZERO, 1);
    }

    public static On onAnomaly(@Nullable String metric) {
        return new On(SignalPattern.Source.ANOMALY, null, metric, Set.of("FIRING"), Map.of(), null, Duration.ZERO, 1);
    }

    public static On onRecovery(@Nullable String policy, String... outcomes) {
        return new On(SignalPattern.Source.RECOVERY, null, policy, Set.of(outcomes), Map.of(), null, Duration.ZERO, 1);
    }

    /** A trigger in the making. */
    public record On(
            SignalPattern.Source source,
            @Nullable String service,
            @Nullable String name,
            Set<String> states,
            Map<String, String> labels,
            @Nullable String where,
            Duration holdFor,
            int count) {
        public On service(String wanted) {
            return new On(source, wanted, name, states, labels, where, holdFor, count);
        }

        public On label(String label, String value) {
            return new On(source, service, name, states, Map.of(label, value), where, holdFor, count);
        }

        public On where(String condition) {
            return new On(source, service, name, states, labels, condition, holdFor, count);
        }

        public On holdFor(Duration duration) {
            return new On(source, service, name, states, labels, where, duration, count);
        }

        public On count(int times) {
            return new On(source, service, name, states, labels, where, holdFor, times);
        }

        /** Its conditions alone, without time and number. */
        public SignalPattern pattern() {
            return new SignalPattern(source, null, service, null, name, states, null, null, labels, where);
        }

        public Trigger done() {
            return Trigger.on(pattern(), holdFor, count, count > 1 ? Duration.ofMinutes(1) : Duration.ZERO);
        }
    }

    public static Trigger[] all(On... triggers) {
        return Stream.of(triggers).map(On::done).toArray(Trigger[]::new);
    }
}
