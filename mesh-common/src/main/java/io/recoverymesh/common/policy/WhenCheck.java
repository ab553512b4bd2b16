package io.recoverymesh.common.policy;

import java.util.Collection;
import java.util.Set;

/** Whether the condition of a step compiles, and the steps that it names are there. */
final class WhenCheck {
    private static final String FIELDS = "signal has kind, name, state, severity, score (a number), source, reason,"
            + " labels; target has group, service, instance, name, health; outputs.<step> is what the step gave;"
            + " steps.<step> is SUCCEEDED, FAILED, …; iteration and visit are numbers";

    private WhenCheck() {}

    static void run(String pointer, String when, Collection<String> ids, Problems problems) {
        try {
            StepCondition condition = Conditions.compileWhen(when);
            known(pointer, "outputs", condition.outputs(), ids, problems);
            known(pointer, "steps", condition.steps(), ids, problems);
        } catch (ConditionException e) {
            problems.error(pointer, e.getMessage() == null ? "It does not compile" : e.getMessage(), FIELDS);
        }
    }

    private static void known(
            String pointer, String variable, Set<String> named, Collection<String> ids, Problems problems) {
        named.stream()
                .filter(name -> !ids.contains(name))
                .sorted()
                .forEach(name -> problems.error(
                        pointer,
                        "Expected " + variable + ".<step> to name a step of this plan, but there is no step '"
                                + Shown.shortened(name) + "'",
                        NearestName.mend(name, ids, "Name one of the steps")));
    }
}
