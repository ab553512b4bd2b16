package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.guard.Explanation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be answered if these policies asked for this target now.
 *
 * @param health UNKNOWN where nothing reports it
 */
@ApiView
record ExplainView(String group, String target, String health, List<PolicyAnswer> policies) {
    private static final List<String> PASSING = List.of("ALLOW", "BYPASSED");

    /** The verdict of the first guard that does not allow, and what all of them say. */
    @ApiView
    record PolicyAnswer(String policy, String verdict, List<GuardAnswer> guards) {
        static PolicyAnswer of(String policy, List<Explanation> explanations) {
            String verdict = explanations.stream()
                    .map(Explanation::answer)
                    .filter(answer -> !PASSING.contains(answer))
                    .findFirst()
                    .orElse("ADMITTED");
            return new PolicyAnswer(
                    policy, verdict, explanations.stream().map(GuardAnswer::of).toList());
        }
    }

    /** What one guard says: ALLOW, BYPASSED, or the verdict it would give. */
    @ApiView
    record GuardAnswer(
            String guard,
            String answer,
            String because,
            @Nullable Instant until,
            @Nullable String blockedBy) {
        static GuardAnswer of(Explanation explanation) {
            return new GuardAnswer(
                    explanation.guard(),
                    explanation.answer(),
                    explanation.because(),
                    explanation.until(),
                    explanation.blockedBy());
        }
    }
}
