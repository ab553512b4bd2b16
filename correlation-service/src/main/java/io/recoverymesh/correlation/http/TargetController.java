package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.ledger.TargetState;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Targets: their health, what runs on them, what blocks them. */
@Tag(name = "targets")
@Controller("/api/v1/targets")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TargetController {
    private static final int USUAL = 500;

    private final MeshReader reader;

    TargetController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists targets by name.
     *
     * @param group only those of this group
     * @param limit at most so many, 500 by default
     * @return the targets
     */
    @Get
    TargetList targets(@QueryValue @Nullable String group, @QueryValue @Nullable Integer limit) {
        return new TargetList(
                Pages.ofGroup(reader.ledger().targets(), group, Pages.limit(limit, USUAL), TargetView::of),
                Missing.of(reader));
    }

    /**
     * Shows a service as a target.
     *
     * @param group its group
     * @param service its name
     * @return the target
     */
    @Get("/{group}/{service}")
    TargetView serviceTarget(String group, String service) {
        return find(Names.target(group, service));
    }

    /**
     * Shows one instance as a target.
     *
     * @param group its group
     * @param service its service
     * @param instance its name
     * @return the target
     */
    @Get("/{group}/{service}/{instance}")
    TargetView instanceTarget(String group, String service, String instance) {
        return find(Names.target(group, service + "/" + instance));
    }

    private TargetView find(TargetRef ref) {
        TargetState state = reader.ledger().targets().get(ref.key());
        if (state == null) {
            throw Targets.unknown(reader, ref);
        }
        return TargetView.of(ref.key(), state);
    }
}
