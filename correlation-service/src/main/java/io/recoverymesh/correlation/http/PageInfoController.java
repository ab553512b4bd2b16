package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What the page is configured to show. */
@Tag(name = "live")
@Controller("/api/v1/page")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageInfoController {
    private final PageSettings settings;
    private final MeshReader reader;

    PageInfoController(PageSettings settings, MeshReader reader) {
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * Shows the links to traces and dashboards that are configured.
     *
     * @return the settings
     */
    @Get
    PageInfo page() {
        return new PageInfo(
                reader.surroundings(GroupController.MESH).now(),
                settings.getLinks().entrySet().stream()
                        .map(link -> new PageInfo.Link(link.getKey(), link.getValue()))
                        .toList());
    }
}
