package io.recoverymesh.handler.testkit;

import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.StepResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a step went.
 *
 * @param end how it ended for the coordinator
 * @param published all that the handler told, in order
 * @param progress the words of the heartbeats
 * @param story what happened, one sentence each
 */
public record TestRun(End end, List<StepResult> published, List<String> progress, List<String> story) {
    /** How a step ended. */
    public enum End {
        SUCCEEDED,
        FAILED,
        CANCELLED,
        /** Whether the effect took place is not known: a person is told. */
        UNKNOWN
    }

    public TestRun {
        published = List.copyOf(published);
        progress = List.copyOf(progress);
        story = List.copyOf(story);
    }

    /** How many attempts began. */
    public int attempts() {
        return (int) bodies(AttemptStarted.class).count();
    }

    /** JSON; null where the handler returned nothing. */
    public @Nullable String output() {
        String probed = bodies(ProbeAnswered.class)
                .map(ProbeAnswered::getOutput)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return bodies(AttemptSucceeded.class)
                .findFirst()
                .map(AttemptSucceeded::getOutput)
                .orElse(probed);
    }

    /** What the last failed attempt said; empty where none failed. */
    public String error() {
        return bodies(AttemptFailed.class)
                .reduce((a, b) -> b)
                .map(AttemptFailed::getError)
                .orElse("");
    }

    private <T> Stream<T> bodies(Class<T> type) {
        return published.stream()
                .map(StepResult::getBody)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
