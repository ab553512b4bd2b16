package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.TargetState;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why it would act, or would not: every guard with what it looked at. */
@Tag(name = "explain")
@Controller("/api/v1/explain")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExplainController {
    private static final int MOST_POLICIES = 50;

    private final MeshReader reader;
    private final Instances instances;
    private final PolicyReader policies = new PolicyReader();

    ExplainController(MeshReader reader, Instances instances) {
        this.instances = instances;
        this.reader = reader;
    }

    /**
     * Explains what every guard would say if a policy asked for a target now.
     *
     * @param target service or service/instance
     * @param group its group, default by default
     * @param policy only this one; otherwise all that could act on the target, at most 50
     * @return the answers
     */
    @Get
    ExplainView explain(
            @QueryValue @Nullable String target,
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String policy) {
        TargetRef ref = Names.target(group, target);
        Ledger ledger = Held.by(instances, ref.group(), null, reader::ledger);
        TargetState state = ledger.targets().get(ref.key());
        ObservedHealth health = state == null ? ObservedHealth.NONE : state.health();
        Surroundings surroundings = reader.surroundings(ref.group());
        List<Declared> asking = policy == null
                ? reader.catalogue().actingOn(ref).stream().limit(MOST_POLICIES).toList()
                : List.of(Names.policy(reader.catalogue(), policy));
        Correlator correlator = new Correlator(new Policies(policies));
        return new ExplainView(
                ref.group(),
                ref.target(),
                health.status().name(),
                asking.stream()
                        .map(declared -> ExplainView.PolicyAnswer.of(
                                declared.name(),
                                correlator.explain(
                                        ledger,
                                        Requests.hypothetical(declared, ref, health, surroundings.now()),
                                        surroundings)))
                        .toList());
    }
}
