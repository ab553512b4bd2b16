package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What must hold between the fields of a Recovery; passes over values that are refused already. */
final class RecoveryCheck {
    private static final String GUARD = "/spec/guard";
    private static final GuardSettings DEFAULTS = GuardSettings.DEFAULTS;

    private final JsonNode document;
    private final Problems problems;
    private final DurationCheck durations;

    private RecoveryCheck(JsonNode document, Problems problems) {
        this.document = document;
        this.problems = problems;
        this.durations = new DurationCheck(document, problems);
    }

    static void run(JsonNode document, Problems problems) {
        new RecoveryCheck(document, problems).run();
    }

    private void run() {
        JsonNode triggers = document.at("/spec/on");
        for (int i = 0; i < triggers.size(); i++) {
            String pointer = "/spec/on/" + i;
            TriggerCheck.run(pointer, triggers.get(i), problems);
        }
        StepCheck.run(document, problems);
        verify();
        durations.atLeast(
                GUARD + "/backoff/max",
                DEFAULTS.backoff().max(),
                GUARD + "/backoff/initial",
                DEFAULTS.backoff().initial());
        durations.atLeast(
                GUARD + "/breaker/maxOpenFor",
                DEFAULTS.breaker().maxOpenFor(),
                GUARD + "/breaker/openFor",
                DEFAULTS.breaker().openFor());
        breakerWindow();
    }

    private void verify() {
        Optional<Duration> within = durations.at("/spec/verify/within", Duration.ofMinutes(5));
        Optional<Duration> stableFor = durations.at("/spec/verify/stableFor", Duration.ofSeconds(30));
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
}
