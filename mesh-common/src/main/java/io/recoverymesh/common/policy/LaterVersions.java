package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/** What the language has and this version does not run yet: the one place to lift it from. */
final class LaterVersions {
    static final String MESSAGE = " is part of the language but not run by this version";
    static final String MEND = "Remove it until a version runs it; docs/policy-reference.md lists what is run";

    private static final Pattern STEP = Pattern.compile("/spec/steps/\\d+");
    private static final Pattern ON_FAILURE = Pattern.compile("/spec(/steps/\\d+)?/onFailure");
    private static final Set<String> SPEC_FIELDS = Set.of("repeat", "fallback");
    private static final Set<String> STEPS_WITHOUT_RUN = Set.of("approve", "await", "notify");
    private static final Set<String> STEP_FIELDS = Set.of("when", "after", "on", "undo", "quorum", "maxVisits");

    private LaterVersions() {}

    static boolean hasField(String parent, String field) {
        if (parent.equals("/spec")) {
            return SPEC_FIELDS.contains(field);
        }
        return STEP.matcher(parent).matches() && (STEP_FIELDS.contains(field) || STEPS_WITHOUT_RUN.contains(field));
    }

    static boolean hasValue(String pointer, JsonNode value) {
        return ON_FAILURE.matcher(pointer).matches() && value.asText().equals("compensate");
    }

    /** A step of a kind that needs no {@code run}. */
    static boolean needsNoRun(String pointer, JsonNode step) {
        return STEP.matcher(pointer).matches() && STEPS_WITHOUT_RUN.stream().anyMatch(step::has);
    }
}
