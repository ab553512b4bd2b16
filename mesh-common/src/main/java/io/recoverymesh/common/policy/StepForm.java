package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Policy.OnFailure;
import io.recoverymesh.common.policy.Step.Result;
import io.recoverymesh.common.policy.Step.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How {@code steps} are written, and what they mean where they are silent. */
final class StepForm {
    private static final Map<Result, String> EDGES = Map.of(
            Result.SUCCEEDED, "succeeded",
            Result.FAILED, "failed",
            Result.TIMED_OUT, "timedOut",
            Result.REJECTED, "rejected");

    private final List<String> ids;
    private final Set<String> entered = new HashSet<>();
    private final OnFailure onFailure;

    private StepForm(List<Fields> steps, OnFailure onFailure) {
        this.onFailure = onFailure;
        this.ids = StepIds.of(steps.stream().map(Fields::node).toList());
        steps.forEach(step -> entered.addAll(edges(step).values()));
    }

    static List<Step> read(List<Fields> steps, OnFailure onFailure) {
        StepForm form = new StepForm(steps, onFailure);
        List<Step> result = new ArrayList<>();
        steps.forEach(step -> result.add(form.step(step, result)));
        return result;
    }

    /** How a result is written as an edge. */
    static String word(Result result) {
        return EDGES.getOrDefault(result, "");
    }

    private Step step(Fields fields, List<Step> above) {
        Work work = WorkForm.read(fields);
        String id = ids.get(above.size());
        return new Step(
                id,
                work,
                join(fields, id, above),
                fields.text("when"),
                edges(fields),
                fields.count("maxVisits", 1),
                fields.choice("onFailure", OnFailure.class, silent(work)));
    }

    private Step.@Nullable Join join(Fields fields, String id, List<Step> above) {
        if (fields.has("after")) {
            return JoinForm.read(fields);
        }
        if (entered.contains(id)) {
            return null;
        }
        return JoinForm.all(
                above.isEmpty() ? List.of() : List.of(above.getLast().id()));
    }

    /** A message that nobody got does not stop the plan; a person's no always does. */
    private OnFailure silent(Work work) {
        return switch (work) {
            case Work.Notify notify -> OnFailure.CONTINUE;
            case Work.Approve approve -> OnFailure.HALT;
            case Work.Run run -> stepwise();
            case Work.Await await -> stepwise();
        };
    }

    private OnFailure stepwise() {
        return onFailure == OnFailure.CONTINUE ? OnFailure.CONTINUE : OnFailure.HALT;
    }

    private static Map<Result, String> edges(Fields step) {
        Map<Result, String> edges = new EnumMap<>(Result.class);
        EDGES.forEach((result, word) -> {
            if (step.in("on").has(word)) {
                edges.put(result, step.in("on").required(word));
            }
        });
        return edges;
    }
}
