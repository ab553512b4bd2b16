package io.recoverymesh.common.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled {@code where}: thread-safe, type-checked, evaluated in microseconds, bounded in its iterations. */
public final class Condition {
    private static final Result MATCH = new Match();
    private static final Result NO_MATCH = new NoMatch();

    private final String text;
    private final CelRuntime.Program program;

    Condition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /** What a condition says of one signal. */
    public sealed interface Result {}

    /** The condition holds. */
    public record Match() implements Result {}

    /** The condition does not hold. */
    public record NoMatch() implements Result {}

    /** The condition could not be decided, say because a label or the score is not there: no match, to be counted. */
    public record Undecided(String reason) implements Result {}

    public Result evaluate(SignalSummary signal, TargetRef target) {
        return evaluate(new SignalFields(signal), target);
    }

    /**
     * @param signal kind, name, state, severity, source, reason (texts), score (a double), labels (a map of texts);
     *     what the sender did not give is left out
     */
    public Result evaluate(Map<String, ?> signal, TargetRef target) {
        try {
            return answer(program.eval((CelVariableResolver) name -> switch (name) {
                case "signal" -> Optional.of(signal);
                case "target" -> Optional.of(fields(target));
                default -> Optional.empty();
            }));
        } catch (CelEvaluationException e) {
            return undecided(e);
        }
    }

    /** What conditions know of a target. */
    static Map<String, Object> fields(TargetRef target) {
        Map<String, Object> fields = HashMap.newHashMap(8);
        fields.put("group", target.group());
        fields.put("service", target.service());
        fields.put("name", target.target());
        putPresent(fields, "instance", target.instance());
        return fields;
    }

    static Result answer(Object answer) {
        return Boolean.TRUE.equals(answer) ? MATCH : NO_MATCH;
    }

    static Result undecided(CelEvaluationException error) {
        String reason = Objects.requireNonNullElse(error.getMessage(), "it cannot be evaluated");
        return new Undecided(reason.replaceFirst("^evaluation error at <input>:\\d+: ", ""));
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }

    private static void putPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
