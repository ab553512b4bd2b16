package io.recoverymesh.common.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.recoverymesh.common.policy.Condition.Result;
import io.recoverymesh.common.target.TargetRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled {@code when} of a step: thread-safe, type-checked, bounded in its iterations. */
public final class StepCondition {
    private final String text;
    private final CelRuntime.Program program;
    private final StepNames names;

    StepCondition(String text, CelRuntime.Program program, StepNames names) {
        this.text = text;
        this.program = program;
        this.names = names;
    }

    /**
     * What is known as the step begins.
     *
     * @param signal kind, name, state, severity, source, reason (texts), score (a double), labels (a map of texts);
     *     what is not known is left out
     * @param health of the target, such as UP; null where nothing was reported
     * @param outputs JSON by step, of those that gave one
     * @param steps how they ended, such as SUCCEEDED, by step
     * @param iteration of the plan, from 1
     * @param visit of this step in the iteration, from 1
     */
    public record Scope(
            Map<String, ?> signal,
            TargetRef target,
            @Nullable String health,
            Map<String, String> outputs,
            Map<String, String> steps,
            int iteration,
            int visit) {}

    /** Undecided where it asks for what is not there: an output, a field, the end of a step that has not ended. */
    public Result evaluate(Scope scope) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("signal", scope.signal());
        variables.put("target", target(scope));
        variables.put("outputs", outputs(scope.outputs()));
        variables.put("steps", scope.steps());
        variables.put("iteration", (long) scope.iteration());
        variables.put("visit", (long) scope.visit());
        try {
            return Condition.answer(program.eval(variables));
        } catch (CelEvaluationException e) {
            return Condition.undecided(e);
        }
    }

    /** The steps whose outputs it names, as far as the text tells. */
    public Set<String> outputs() {
        return names.outputs();
    }

    /** The steps whose ends it names, as far as the text tells. */
    public Set<String> steps() {
        return names.steps();
    }

    StepNames names() {
        return names;
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }

    private static Map<String, Object> target(Scope scope) {
        Map<String, Object> target = Condition.fields(scope.target());
        if (scope.health() != null) {
            target.put("health", scope.health());
        }
        return target;
    }

    /** Outputs may be large: only what the text names is parsed. */
    private Map<String, Object> outputs(Map<String, String> json) {
        Map<String, Object> outputs = new HashMap<>();
        json.forEach((step, output) -> {
            if (!names.isComplete() || names.outputs().contains(step)) {
                outputs.put(step, JsonValues.of(output));
            }
        });
        return outputs;
    }
}
