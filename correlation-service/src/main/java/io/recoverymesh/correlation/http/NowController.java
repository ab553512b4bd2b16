package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What an operator must know now, in one answer. */
@Tag(name = "live")
@Controller("/api/v1/now")
@ExecuteOn(TaskExecutors.BLOCKING)
final class NowController {
    private final Overview overview;

    NowController(Overview overview) {
        this.overview = overview;
    }

    /**
     * Shows what is broken, what is being done, what waits and what is held back.
     *
     * @return the overview
     */
    @Get
    NowView now() {
        return overview.now();
    }
}
