package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of one policy, ready to be compared with signals.
 *
 * @param index of the trigger in the policy's {@code on} list, from 0
 * @param where null where the trigger has none
 */
public record Clause(
        PolicyEntry entry,
        int index,
        Trigger trigger,
        @Nullable Condition where) {
    private static final Condition.Result MATCH = new Condition.Match();

    public Policy policy() {
        return entry.policy();
    }

    /** Whether everything but {@code where} holds for a signal. */
    public boolean concerns(Signal signal) {
        return concerns(signal.summary(), signal.target());
    }

    /** Whether everything but {@code where} holds. */
    public boolean concerns(SignalSummary signal, TargetRef target) {
        return trigger.source().name().equals(signal.getKind().name())
                && trigger.states().contains(signal.getState())
                && isAny(trigger.name(), signal.getName())
                && isAny(trigger.group(), target.group())
                && isAny(trigger.severity(), signal.getSeverity())
                && isTarget(target)
                && hasLabels(signal);
    }

    /** What {@code where} says; a match where there is none. */
    public Condition.Result where(SignalSummary signal, TargetRef target) {
        return where == null ? MATCH : where.evaluate(signal, target);
    }

    private boolean isTarget(TargetRef target) {
        return trigger.source() == Trigger.Source.RECOVERY
                || (isAny(trigger.service(), target.service()) && isAny(trigger.instance(), target.instance()));
    }

    private boolean hasLabels(SignalSummary signal) {
        for (Map.Entry<String, String> label : trigger.labels().entrySet()) {
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
