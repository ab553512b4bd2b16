package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Step.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a plan may take: its longest chain, not the sum of its steps. */
final class PlanTime {
    private PlanTime() {}

    /** By the timeouts of its actions, each tried and visited once; waiting for people or health is not counted. */
    static Duration ofActions(List<Step> steps) {
        Map<String, Duration> entries = new HashMap<>();
        Map<String, Duration> ends = new HashMap<>();
        for (Step step : PlanOrder.of(steps)) {
            Duration begin = entries.getOrDefault(step.id(), Duration.ZERO);
            for (String before :
                    step.after() == null ? List.<String>of() : step.after().of()) {
                begin = longer(begin, ends.getOrDefault(before, Duration.ZERO));
            }
            Duration end = begin.plus(acting(step.work()));
            ends.put(step.id(), end);
            step.on().values().forEach(to -> entries.merge(to, end, PlanTime::longer));
        }
        return ends.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration acting(Work work) {
        return switch (work) {
            case Work.Run run -> run.call().timeout();
            case Work.Notify notify -> Duration.ZERO;
            case Work.Approve approve -> Duration.ZERO;
            case Work.Await await -> Duration.ZERO;
        };
    }
}
