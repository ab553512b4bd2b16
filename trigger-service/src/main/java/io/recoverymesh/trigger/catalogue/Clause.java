package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.SeverityRank;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pattern of one trigger of one policy, ready to be compared with signals. */
public final class Clause {
    private static final Condition.Result MATCH = new Condition.Match();

    private final PolicyEntry entry;
    private final Trigger trigger;
    private final SignalPattern pattern;
    private final @Nullable Condition where;
    private final int index;
    private final int part;

    // what is compared with every candidate signal, side by side and once in memory for all clauses that say the same
    private final SignalKind kind;
    private final List<String> states;
    private final @Nullable String name;
    private final @Nullable String group;
    private final @Nullable String service;
    private final @Nullable String instance;
    private final @Nullable String severity;
    private final @Nullable SeverityRank minSeverity;
    private final List<Label> labels;

    private record Label(String name, String value) {}

    /**
     * @param index of the trigger in the policy's {@code on} list, from 0
     * @param part of the pattern in the trigger, from 0
     * @param where null where the pattern has none
     */
    Clause(PolicyEntry entry, int index, int part, @Nullable Condition where) {
        this.entry = entry;
        this.index = index;
        this.part = part;
        this.where = where;
        this.trigger = entry.policy().on().get(index);
        this.pattern = trigger.patterns().get(part);
        this.kind = kindOf(pattern.source());
        this.states = pattern.states().stream().map(String::intern).toList();
        this.name = once(pattern.name());
        this.group = once(pattern.group());
        this.service = once(pattern.service());
        this.instance = once(pattern.instance());
        this.severity = once(pattern.severity());
        this.minSeverity = pattern.minSeverity();
        this.labels = pattern.labels().entrySet().stream()
                .map(label ->
                        new Label(label.getKey().intern(), label.getValue().intern()))
                .toList();
    }

    public PolicyEntry entry() {
        return entry;
    }

    public Policy policy() {
        return entry.policy();
    }

    /** Of the trigger in the policy's {@code on} list, from 0. */
    public int index() {
        return index;
    }

    /** Of the pattern in the trigger, from 0. */
    public int part() {
        return part;
    }

    public Trigger trigger() {
        return trigger;
    }

    public SignalPattern pattern() {
        return pattern;
    }

    /** Null where the pattern has none. */
    public @Nullable Condition where() {
        return where;
    }

    /** Whether everything but {@code where} holds for a signal. */
    public boolean concerns(Signal signal) {
        return concerns(signal.summary(), signal.target());
    }

    /** Whether everything but {@code where} holds. */
    public boolean concerns(SignalSummary signal, TargetRef target) {
        return kind == signal.getKind()
                && isAny(name, signal.getName())
                && isAbout(target)
                && hasState(signal.getState())
                && isAny(group, target.group())
                && isAny(severity, signal.getSeverity())
                && hasLabels(signal)
                && (minSeverity == null || minSeverity.isReachedBy(signal.getSeverity()));
    }

    /** Whether the pattern names no other service or instance than this target's. */
    public boolean isAbout(TargetRef target) {
        return kind == SignalKind.RECOVERY || (isAny(service, target.service()) && isAny(instance, target.instance()));
    }

    /** What {@code where} says; a match where there is none. */
    public Condition.Result where(SignalSummary signal, TargetRef target) {
        return where == null ? MATCH : where.evaluate(signal, target);
    }

    @Override
    public String toString() {
        return policy().name() + "/" + index + "/" + part;
    }

    private boolean hasState(String state) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).equals(state)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasLabels(SignalSummary signal) {
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            if (!label.value().equals(Labels.of(signal, label.name()))) {
                return false;
            }
        }
        return true;
    }

    private static SignalKind kindOf(Source source) {
        return switch (source) {
            case HEALTH -> SignalKind.HEALTH;
            case ANOMALY -> SignalKind.ANOMALY;
            case ALERT -> SignalKind.ALERT;
            case RECOVERY -> SignalKind.RECOVERY;
        };
    }

    private static @Nullable String once(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    private static boolean isAny(@Nullable String wanted, @Nullable String came) {
        return wanted == null || wanted.equals(came);
    }
}
