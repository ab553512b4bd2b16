package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Circuit breakers. */
@Tag(name = "breakers")
@Controller("/api/v1/breakers")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BreakerController {
    private static final int USUAL = 500;

    private final MeshReader reader;

    BreakerController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists circuit breakers.
     *
     * @param group only those of this group
     * @param limit at most so many, 500 by default
     * @return the breakers
     */
    @Get
    BreakerList breakers(@QueryValue @Nullable String group, @QueryValue @Nullable Integer limit) {
        return new BreakerList(
                Pages.ofGroup(reader.ledger().breakers(), group, Pages.limit(limit, USUAL), BreakerView::of),
                Missing.of(reader));
    }
}
