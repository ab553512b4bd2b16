package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Holds the durations of a document against each other; passes over those that are refused already. */
record DurationCheck(JsonNode document, Problems problems) {
    /** Speaks only where at least one of the two is written. */
    void atLeast(String greater, Duration greaterDefault, String smaller, Duration smallerDefault) {
        Optional<Duration> upper = at(greater, greaterDefault);
        Optional<Duration> lower = at(smaller, smallerDefault);
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

    /** Empty where it is no duration. */
    Optional<Duration> at(String pointer, Duration otherwise) {
        JsonNode value = document.at(pointer);
        return value.isMissingNode() ? Optional.of(otherwise) : Durations.tryParse(value.asText());
    }
}
