package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.flow.FlowKeys;
import io.recoverymesh.correlation.flow.Story;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.Outcome;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Flows: what happened, in causal order, and why. */
@Tag(name = "flows")
@Controller("/api/v1/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlowController {
    private static final int USUAL = 50;

    private final MeshReader reader;

    FlowController(MeshReader reader) {
        this.reader = reader;
    }

    /**
     * Lists flows, most recently changed first.
     *
     * @param target service or service/instance; also finds flows that only touched it
     * @param group of the target
     * @param state open or closed
     * @param policy that it has had to do with
     * @param outcome of the recovery that ended last
     * @param limit at most so many, 50 by default
     * @return the flows
     */
    @Get
    FlowList flows(
            @QueryValue @Nullable String target,
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String policy,
            @QueryValue @Nullable String outcome,
            @QueryValue @Nullable Integer limit) {
        FlowState wantedState = Names.choice("state", state, FlowState.class);
        Outcome wantedOutcome = Names.choice("outcome", outcome, Outcome.class);
        Predicate<Flow> wanted = flow -> (group == null || flow.group().equals(group))
                && (target == null || flow.targets().contains(target))
                && (wantedState == null || flow.state() == wantedState)
                && (policy == null || flow.policies().contains(policy))
                && (wantedOutcome == null || flow.outcome() == wantedOutcome);
        List<FlowSummary> found = find(target, group, Pages.limit(limit, USUAL), wanted);
        return new FlowList(
                found.stream()
                        .sorted(Comparator.comparing(FlowSummary::changedAt).reversed())
                        .toList(),
                Missing.of(reader));
    }

    /**
     * Tells one flow.
     *
     * @param flowId its id
     * @return the flow with its entries
     */
    @Get("/{flowId}")
    FlowDetail flow(String flowId) {
        return Story.read(reader.flows(), flowId, Pages.LONGEST)
                .map(FlowDetail::of)
                .orElseThrow(() -> Missing.absent(reader, "flow", flowId, List.of()));
    }

    private List<FlowSummary> find(@Nullable String target, @Nullable String group, int limit, Predicate<Flow> wanted) {
        FlowBook book = reader.flows();
        return target == null || group == null
                ? Pages.all(book.recent(), limit, (key, flowId) -> summary(book, flowId, wanted))
                : Pages.between(
                        book.byTarget(),
                        FlowKeys.firstOfTarget(group, target),
                        FlowKeys.afterTarget(group, target),
                        limit,
                        (key, flowId) -> summary(book, flowId, wanted));
    }

    private static @Nullable FlowSummary summary(FlowBook book, String flowId, Predicate<Flow> wanted) {
        Flow flow = book.flows().get(flowId);
        return flow == null || !wanted.test(flow) ? null : FlowSummary.of(flow);
    }
}
