package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold within each step: one kind of work and its fields, an id of its own, templates and a condition. */
final class StepCheck {
    private static final String STEPS = "/spec/steps/";
    private static final Map<String, Set<String>> FIELDS_OF_KIND = Map.of(
            "run", Set.of("with", "timeout", "retry", "safety", "undo"),
            "approve", Set.of(),
            "await", Set.of(),
            "notify", Set.of("text", "timeout"));
    private static final List<String> OF_SOME_KINDS = List.of("with", "text", "timeout", "retry", "safety", "undo");

    private final Problems problems;
    private final PlanSketch plan;
    private final DurationCheck durations;
    private final Map<String, Integer> numbers = new HashMap<>();

    private StepCheck(JsonNode document, PlanSketch plan, Problems problems) {
        this.problems = problems;
        this.plan = plan;
        this.durations = new DurationCheck(document, problems);
    }

    static void run(JsonNode document, Problems problems) {
        JsonNode steps = document.at("/spec/steps");
        if (steps.isArray()) {
            PlanSketch plan = PlanSketch.of(document);
            StepCheck check = new StepCheck(document, plan, problems);
            for (int i = 0; i < steps.size(); i++) {
                check.step(STEPS + i, steps.get(i), i);
            }
            PlanCheck.run(plan, problems);
        }
    }

    private void step(String pointer, JsonNode step, int number) {
        kind(pointer, step);
        id(pointer, step, number);
        retry(pointer);
        retry(pointer + "/undo");
        JoinCheck.run(pointer + "/after", step.path("after"), problems);
        NamedSteps named = new NamedSteps(plan, plan.nodes().get(number), problems);
        templates(pointer, step, named);
        if (step.path("when").isTextual()) {
            WhenCheck.run(pointer + "/when", step.path("when").asText(), named, problems);
        }
    }

    private void kind(String pointer, JsonNode step) {
        List<String> kinds = WorkForm.KINDS.stream().filter(step::has).toList();
        if (kinds.size() == 1) {
            fields(pointer, step, kinds.getFirst());
        } else if (!kinds.isEmpty() || !isMisspelt(step)) {
            String got = kinds.isEmpty() ? "none" : String.join(" and ", kinds);
            problems.error(
                    pointer,
                    "Expected exactly one of run, approve, await, notify, but got " + got,
                    kinds.isEmpty()
                            ? "Write what the step does, for instance 'run: exec/restart'"
                            : "Make them two steps, or remove one");
        }
    }

    private static boolean isMisspelt(JsonNode step) {
        return step.properties().stream().anyMatch(field -> NearestName.of(field.getKey(), WorkForm.KINDS) != null);
    }

    private void fields(String pointer, JsonNode step, String kind) {
        for (String field : OF_SOME_KINDS) {
            if (step.has(field) && !FIELDS_OF_KIND.getOrDefault(kind, Set.of()).contains(field)) {
                problems.error(
                        pointer + "/" + field,
                        "Expected " + field + " only beside " + kindsWith(field) + ", but this step has " + kind,
                        mend(field, kind));
            }
        }
        if (!kind.equals("approve") && step.path("on").has("rejected")) {
            problems.error(
                    pointer + "/on/rejected",
                    "Expected the edge rejected only on a step that asks a person (approve), but this step has " + kind,
                    "Remove it, or write failed");
        }
    }

    private static String kindsWith(String field) {
        return String.join(
                " or ",
                WorkForm.KINDS.stream()
                        .filter(kind ->
                                FIELDS_OF_KIND.getOrDefault(kind, Set.of()).contains(field))
                        .toList());
    }

    private static String mend(String field, String kind) {
        return switch (field) {
            case "timeout" ->
                kind.equals("await") ? "Write it as 'await: {within: …}'" : "Write it as '" + kind + ": {timeout: …}'";
            case "undo" -> "Remove it: only what ran can be taken back";
            default -> "Remove it";
        };
    }

    private void id(String pointer, JsonNode step, int number) {
        if (step.path("id").isTextual()) {
            Integer earlier = numbers.putIfAbsent(step.path("id").asText(), number);
            if (earlier != null) {
                problems.error(
                        pointer + "/id",
                        "Expected every step to have its own id, but " + Shown.of(step.path("id"))
                                + " is also the id of step " + (earlier + 1),
                        "Give this step another id");
            }
        }
    }

    private void templates(String pointer, JsonNode step, NamedSteps named) {
        Templates templates = new Templates(named, problems);
        templates.check(pointer + "/with", step.path("with"));
        templates.check(pointer + "/undo/with", step.at("/undo/with"));
        templates.check(pointer + "/text", step.path("text"));
    }

    private void retry(String pointer) {
        durations.atLeast(
                pointer + "/retry/max", Duration.ofSeconds(30), pointer + "/retry/backoff", Duration.ofSeconds(2));
    }
}
