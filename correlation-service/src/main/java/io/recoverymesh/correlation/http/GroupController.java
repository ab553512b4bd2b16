package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Groups: load, storms, pauses. */
@Tag(name = "groups")
@Controller("/api/v1/groups")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GroupController {
    /** The group whose state is the switch of the whole mesh. */
    static final String MESH = "*";

    private final MeshReader reader;

    GroupController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists groups by name. What is said of the whole mesh may be late by a second.
     *
     * @return the groups
     */
    @Get
    GroupList groups() {
        return new GroupList(
                Pages.all(
                        reader.ledger().groups(),
                        Pages.LONGEST,
                        (group, state) -> group.equals(MESH) ? null : GroupView.of(group, state)),
                new GroupList.MeshView(reader.surroundings(MESH).meshPaused()),
                Missing.of(reader));
    }
}
