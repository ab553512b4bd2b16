package io.recoverymesh.common.policy;

/** Whether the condition of a step compiles, and the steps that it names are there. */
final class WhenCheck {
    private static final String FIELDS = "signal has kind, name, state, severity, score (a number), source, reason,"
            + " labels; target has group, service, instance, name, health; outputs.<step> is what the step gave;"
            + " steps.<step> is SUCCEEDED, FAILED, …; iteration and visit are numbers";

    private WhenCheck() {}

    static void run(String pointer, String when, NamedSteps named, Problems problems) {
        try {
            StepNames names = Conditions.compileWhen(when).names();
            names.outputs().stream().sorted().forEach(step -> named.check(pointer, "outputs.<step>", step, names));
            names.steps().stream().sorted().forEach(step -> named.check(pointer, "steps.<step>", step, names));
        } catch (ConditionException e) {
            problems.error(pointer, e.getMessage() == null ? "It does not compile" : e.getMessage(), FIELDS);
        }
    }
}
