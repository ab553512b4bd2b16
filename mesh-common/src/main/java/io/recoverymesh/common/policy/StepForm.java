package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Step.Retry;
import io.recoverymesh.common.policy.Step.Safety;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How {@code steps} are written, and what they mean where they are silent. */
final class StepForm {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Retry ONCE = new Retry(1, Duration.ofSeconds(2), Duration.ofSeconds(30));

    private StepForm() {}

    static List<Step> read(List<Fields> steps, Policy.OnFailure onFailure) {
        Set<String> taken = new HashSet<>();
        steps.forEach(step -> taken.add(step.text("id", "")));
        List<Step> result = new ArrayList<>();
        for (Fields step : steps) {
            String run = step.required("run");
            int slash = run.indexOf('/');
            String action = run.substring(slash + 1);
            String id = step.has("id") ? step.required("id") : freeId(action, result.size() + 1, taken);
            Step.Call call = new Step.Call(
                    slash < 0 ? run : run.substring(0, slash),
                    action,
                    step.has("with") ? CanonicalJson.of(step.in("with").node()) : "{}",
                    step.duration("timeout", TIMEOUT),
                    step.choice("safety", Safety.class, Safety.ONCE),
                    retry(step.in("retry")));
            result.add(new Step(
                    id,
                    new Step.Work.Run(call, null),
                    afterTheOneAbove(result),
                    null,
                    Map.of(),
                    1,
                    step.choice("onFailure", Policy.OnFailure.class, onFailure)));
        }
        return result;
    }

    private static Step.Join afterTheOneAbove(List<Step> above) {
        return above.isEmpty()
                ? new Step.Join(Step.Join.Kind.ALL, 0, List.of())
                : new Step.Join(Step.Join.Kind.ALL, 1, List.of(above.getLast().id()));
    }

    private static String freeId(String action, int number, Set<String> taken) {
        String id = action;
        for (int n = number; !taken.add(id); n++) {
            id = "step-" + n;
        }
        return id;
    }

    private static Retry retry(Fields fields) {
        return new Retry(
                fields.count("attempts", ONCE.attempts()),
                fields.duration("backoff", ONCE.backoff()),
                fields.duration("max", ONCE.max()));
    }
}
