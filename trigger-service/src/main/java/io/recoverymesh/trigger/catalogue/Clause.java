package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of one trigger of one policy, ready to be compared with signals.
 *
 * @param index of the trigger in the policy's {@code on} list, from 0
 * @param part of the pattern in the trigger, from 0
 * @param where null where the pattern has none
 */
public record Clause(
        PolicyEntry entry, int index, int part, @Nullable Condition where) {
    private static final Condition.Result MATCH = new Condition.Match();

    public Policy policy() {
        return entry.policy();
    }

    public Trigger trigger() {
        return policy().on().get(index);
    }

    public SignalPattern pattern() {
        return trigger().patterns().get(part);
    }

    /** Whether everything but {@code where} holds for a signal. */
    public boolean concerns(Signal signal) {
        return concerns(signal.summary(), signal.target());
    }

    /** Whether everything but {@code where} holds. */
    public boolean concerns(SignalSummary signal, TargetRef target) {
        SignalPattern p = pattern();
        return p.source().name().equals(signal.getKind().name())
                && p.states().contains(signal.getState())
                && isAny(p.name(), signal.getName())
                && isAny(p.group(), target.group())
                && isAny(p.severity(), signal.getSeverity())
                && isAbout(target)
                && hasLabels(p, signal)
                && (p.minSeverity() == null || p.minSeverity().isReachedBy(signal.getSeverity()));
    }

    /** Whether the pattern names no other service or instance than this target's. */
    public boolean isAbout(TargetRef target) {
        SignalPattern p = pattern();
        return p.source() == Source.RECOVERY
                || (isAny(p.service(), target.service()) && isAny(p.instance(), target.instance()));
    }

    /** What {@code where} says; a match where there is none. */
    public Condition.Result where(SignalSummary signal, TargetRef target) {
        return where == null ? MATCH : where.evaluate(signal, target);
    }

    private static boolean hasLabels(SignalPattern pattern, SignalSummary signal) {
        for (Map.Entry<String, String> label : pattern.labels().entrySet()) {
            if (!label.getValue().equals(Labels.of(signal, label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAny(@Nullable String wanted, @Nullable String came) {
        return wanted == null || Objects.equals(wanted, came);
    }
}
