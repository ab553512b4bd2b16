package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.correlation.recovery.Recovery;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** Recoveries and their steps. */
@Tag(name = "recoveries")
@Controller("/api/v1/recoveries")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecoveryController {
    private final MeshReader reader;
    private final PolicyReader policies = new PolicyReader();

    RecoveryController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Shows one recovery; those that ended are kept for a day.
     *
     * @param id its id
     * @return the recovery with its steps
     */
    @Get("/{id}")
    RecoveryView recovery(String id) {
        Recovery recovery = reader.ledger().recoveries().get(id);
        if (recovery == null) {
            throw Missing.absent(reader, "recovery", id, List.of());
        }
        String document = reader.ledger().plans().get(recovery.policyVersion());
        return RecoveryView.of(recovery, document == null ? null : PlanView.of(policies.policy(document)));
    }
}
