package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold between the fields of a Recovery; passes over values that are refused already. */
final class RecoveryCheck {
    private static final String GUARD = "/spec/guard";
    private static final GuardSettings DEFAULTS = GuardSettings.DEFAULTS;

    private final JsonNode document;
    private final Problems problems;

    private RecoveryCheck(JsonNode document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    static void run(JsonNode document, Problems problems) {
        new RecoveryCheck(document, problems).run();
    }

    private void run() {
        JsonNode triggers = document.at("/spec/on");
        for (int i = 0; i < triggers.size(); i++) {
            String pointer = "/spec/on/" + i;
            triggers.get(i)
                    .properties()
                    .forEach(entry ->
                            TriggerCheck.run(Lines.child(pointer, entry.getKey()), entry.getValue(), problems));
        }
        JsonNode steps = document.at("/spec/steps");
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            step("/spec/steps/" + i, steps.get(i), i, ids);
        }
        verify();
        atLeast(
                GUARD + "/backoff/max",
                DEFAULTS.backoff().max(),
                GUARD + "/backoff/initial",
                DEFAULTS.backoff().initial());
        atLeast(
                GUARD + "/breaker/maxOpenFor",
                DEFAULTS.breaker().maxOpenFor(),
                GUARD + "/breaker/openFor",
                DEFAULTS.breaker().openFor());
        breakerWindow();
    }

    private void step(String pointer, JsonNode step, int number, Map<String, Integer> ids) {
        if (step.path("id").isTextual()) {
            Integer earlier = ids.putIfAbsent(step.path("id").asText(), number);
            if (earlier != null) {
                problems.error(
                        pointer + "/id",
                        "Expected every step to have its own id, but " + Shown.of(step.path("id"))
                                + " is also the id of step " + (earlier + 1),
                        "Give this step another id");
            }
        }
        atLeast(pointer + "/retry/max", Duration.ofSeconds(30), pointer + "/retry/backoff", Duration.ofSeconds(2));
        Templates.check(pointer + "/with", step.path("with"), problems);
    }

    private void verify() {
        Optional<Duration> within = duration("/spec/verify/within", Duration.ofMinutes(5));
        Optional<Duration> stableFor = duration("/spec/verify/stableFor", Duration.ofSeconds(30));
        if (within.isPresent() && stableFor.isPresent() && within.get().compareTo(stableFor.get()) < 0) {
            problems.error(
                    "/spec/verify/within",
                    "Expected within to be at least stableFor (" + Durations.format(stableFor.get()) + "), but it is "
                            + Durations.format(within.get()) + ": no recovery could ever be verified",
                    "Make within longer, or stableFor shorter");
        }
    }

    private void breakerWindow() {
        int window =
                document.at(GUARD + "/breaker/window").asInt(DEFAULTS.breaker().window());
        JsonNode minimum = document.at(GUARD + "/breaker/minimum");
        if (minimum.asInt(DEFAULTS.breaker().minimum()) > window) {
            problems.error(
                    GUARD + "/breaker/" + (minimum.isMissingNode() ? "window" : "minimum"),
                    "Expected minimum to be at most window (" + window + "), but it is "
                            + minimum.asInt(DEFAULTS.breaker().minimum()) + ": the breaker could never open",
                    "Make minimum smaller, or window larger");
        }
    }

    /** Speaks only where at least one of the two is written. */
    private void atLeast(String greater, Duration greaterDefault, String smaller, Duration smallerDefault) {
        Optional<Duration> upper = duration(greater, greaterDefault);
        Optional<Duration> lower = duration(smaller, smallerDefault);
        if (upper.isPresent() && lower.isPresent() && upper.get().compareTo(lower.get()) < 0) {
            String upperName = greater.substring(greater.lastIndexOf('/') + 1);
            String lowerName = smaller.substring(smaller.lastIndexOf('/') + 1);
            problems.error(
                    document.at(greater).isMissingNode() ? smaller : greater,
                    "Expected " + upperName + " to be at least " + lowerName + ", but " + upperName + " is "
                            + Durations.format(upper.get()) + " and " + lowerName + " is "
                            + Durations.format(lower.get()),
                    "Make " + upperName + " longer, or " + lowerName + " shorter");
        }
    }

    private Optional<Duration> duration(String pointer, Duration otherwise) {
        JsonNode value = document.at(pointer);
        return value.isMissingNode() ? Optional.of(otherwise) : Durations.tryParse(value.asText());
    }
}
