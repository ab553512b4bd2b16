package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.flow.VerdictLine;
import io.recoverymesh.schemas.Verdict;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the gate answered. */
@Tag(name = "verdicts")
@Controller("/api/v1/verdicts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class VerdictController {
    private static final int USUAL = 50;

    private final MeshReader reader;

    VerdictController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists verdicts of the last day, most recent first.
     *
     * @param group only of this group
     * @param target only on this target
     * @param verdict only these, such as BLOCKED
     * @param policy only of this policy
     * @param limit at most so many, 50 by default
     * @return the verdicts
     */
    @Get
    VerdictList verdicts(
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String target,
            @QueryValue @Nullable String verdict,
            @QueryValue @Nullable String policy,
            @QueryValue @Nullable Integer limit) {
        Verdict wantedVerdict = Names.choice("verdict", verdict, Verdict.class);
        Predicate<VerdictLine> wanted = line -> (group == null || line.group().equals(group))
                && (target == null || line.target().equals(target))
                && (policy == null || policy.equals(line.policy()))
                && (wantedVerdict == null || line.verdict() == wantedVerdict);
        return new VerdictList(
                Pages.all(
                        reader.flows().verdicts(),
                        Pages.limit(limit, USUAL),
                        (key, line) -> wanted.test(line) ? VerdictView.of(line) : null),
                Missing.of(reader));
    }
}
