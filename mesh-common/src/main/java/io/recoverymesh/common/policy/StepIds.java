package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the steps of a plan are called, also those that have no id; of any tree, right or wrong. */
final class StepIds {
    private StepIds() {}

    /** In the order of the steps. */
    static List<String> of(Iterable<JsonNode> steps) {
        Set<String> taken = new HashSet<>();
        steps.forEach(step -> taken.add(step.path("id").asText()));
        List<String> ids = new ArrayList<>();
        for (JsonNode step : steps) {
            ids.add(step.hasNonNull("id") ? step.path("id").asText() : free(wanted(step), ids.size() + 1, taken));
        }
        return ids;
    }

    private static String wanted(JsonNode step) {
        for (String kind : WorkForm.KINDS) {
            if (step.has(kind)) {
                String run = step.path("run").asText();
                return kind.equals("run") ? run.substring(run.indexOf('/') + 1) : kind;
            }
        }
        return "step";
    }

    private static String free(String wanted, int number, Set<String> taken) {
        String id = wanted;
        for (int n = number; !taken.add(id); n++) {
            id = "step-" + n;
        }
        return id;
    }
}
