package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first condition of a clause that a signal does not meet, {@code where} aside.
 *
 * @param condition field of the pattern
 * @param reason one sentence: expected …, but …
 */
public record Refusal(String condition, String reason) {
    /** Null where the clause {@link Clause#concerns} the signal. */
    public static @Nullable Refusal of(Clause clause, SignalSummary signal, TargetRef target) {
        SignalPattern p = clause.pattern();
        if (!p.source().name().equals(signal.getKind().name())) {
            return but("kind", p.source().name(), signal.getKind().name());
        }
        boolean ofTarget = p.source() != Source.RECOVERY;
        Refusal refusal = ofTarget ? unequal("service", p.service(), target.service()) : null;
        refusal = refusal == null && ofTarget ? unequal("instance", p.instance(), target.instance()) : refusal;
        refusal = refusal == null ? unequal("group", p.group(), target.group()) : refusal;
        refusal = refusal == null ? unequal(nameOf(p.source()), p.name(), signal.getName()) : refusal;
        if (refusal == null && !p.states().contains(signal.getState())) {
            refusal = but(
                    "state", String.join(" or ", p.states().stream().sorted().toList()), signal.getState());
        }
        refusal = refusal == null ? unequal("severity", p.severity(), signal.getSeverity()) : refusal;
        refusal = refusal == null ? labels(p, signal) : refusal;
        if (refusal == null && p.minSeverity() != null && !p.minSeverity().isReachedBy(signal.getSeverity())) {
            refusal = but("minSeverity", p.minSeverity() + " or worse", signal.getSeverity());
        }
        return refusal;
    }

    private static String nameOf(Source source) {
        return source == Source.ANOMALY ? "metric" : "name";
    }

    private static @Nullable Refusal labels(SignalPattern pattern, SignalSummary signal) {
        for (Map.Entry<String, String> label : pattern.labels().entrySet()) {
            Refusal refusal = unequal("labels." + label.getKey(), label.getValue(), Labels.of(signal, label.getKey()));
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal unequal(String condition, @Nullable String wanted, @Nullable String came) {
        return wanted == null || Objects.equals(wanted, came) ? null : but(condition, wanted, came);
    }

    private static Refusal but(String condition, String wanted, @Nullable String came) {
        return new Refusal(
                condition,
                "Expected " + condition + " " + wanted + ", but "
                        + (came == null ? "the signal has none" : "it is " + came));
    }
}
