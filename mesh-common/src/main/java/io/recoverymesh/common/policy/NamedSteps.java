package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.PlanSketch.Node;
import java.util.Collection;
import java.util.List;

/** The steps that a condition or a template of one step names: they are there, and can have ended before it begins. */
final class NamedSteps {
    private final PlanSketch plan;
    private final Node step;
    private final Problems problems;

    NamedSteps(PlanSketch plan, Node step, Problems problems) {
        this.plan = plan;
        this.step = step;
        this.problems = problems;
    }

    boolean isKnown(String name) {
        return plan.byId(name) != null;
    }

    /** @param around what the condition asks for before it relies on it */
    void check(String pointer, String variable, String name, StepNames around) {
        if (!isKnown(name)) {
            Collection<String> ids = plan.ids();
            problems.error(
                    pointer,
                    "Expected " + variable + " to name a step of this plan, but there is no step '"
                            + Shown.shortened(name) + "'",
                    NearestName.mend(
                            name, ids, "Name one of the steps: " + Shown.shortened(String.join(", ", sorted(ids)))));
        } else if (!around.asked().contains(name) && !plan.before(step.id()).contains(name)) {
            notBefore(pointer, variable, name);
        }
    }

    private void notBefore(String pointer, String variable, String name) {
        String shown = "'" + Shown.shortened(name) + "'";
        if (name.equals(step.id()) || plan.behind(step.id()).contains(name)) {
            problems.error(
                    pointer,
                    "Expected " + variable + " to name a step that ends before this one begins, but "
                            + (name.equals(step.id()) ? shown + " is this step itself" : shown + " comes after it"),
                    "Name a step that comes before");
        } else {
            problems.warning(
                    pointer,
                    shown + " runs beside this step: where it has not ended yet, " + variable
                            + " is missing and this step fails",
                    "Add it to 'after', or ask 'has(steps." + Shown.shortened(name) + ")' first in a condition");
        }
    }

    private static List<String> sorted(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }
}
