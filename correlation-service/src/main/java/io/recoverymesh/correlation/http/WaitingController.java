package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What waits, and for what. */
@Tag(name = "verdicts")
@Controller("/api/v1/waiting")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WaitingController {
    private static final int USUAL = 500;

    private final MeshReader reader;

    WaitingController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists requests that wait for another look or for an approval.
     *
     * @param group only those of this group
     * @param limit at most so many, 500 by default
     * @return the requests
     */
    @Get
    WaitingList waiting(@QueryValue @Nullable String group, @QueryValue @Nullable Integer limit) {
        return new WaitingList(
                Pages.ofGroup(
                        reader.ledger().waiting(),
                        group,
                        Pages.limit(limit, USUAL),
                        (slot, waiting) -> WaitingView.of(waiting)),
                Missing.of(reader));
    }
}
