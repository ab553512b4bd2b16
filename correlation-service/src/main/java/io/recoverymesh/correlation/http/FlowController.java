package io.recoverymesh.correlation.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.flow.Flow;
import io.recoverymesh.correlation.flow.Markdown;
import io.recoverymesh.correlation.flow.Story;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEvent;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flows: what happened, in causal order, and why. */
@Tag(name = "flows")
@Controller("/api/v1/flows")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FlowController {
    private static final int USUAL = 50;

    private static final int MOST_DECISIONS = 2_000;

    private final MeshReader reader;
    private final FactReader facts;

    FlowController(MeshReader reader, FactReader facts) {
        this.reader = reader;
        this.facts = facts;
    }

    /**
     * Lists flows, most recently changed first.
     *
     * @param target service or service/instance; also finds flows that only touched it
     * @param group of the target
     * @param state open or closed
     * @param policy that it has had to do with
     * @param outcome of the recovery that ended last
     * @param text that is somewhere in the title, a name or an id
     * @param since nothing that changed last before this time
     * @param until nothing that began after this time
     * @param after the 'next' of the page before
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
            @QueryValue @Nullable String text,
            @QueryValue @Nullable String since,
            @QueryValue @Nullable String until,
            @QueryValue @Nullable String after,
            @QueryValue @Nullable Integer limit) {
        FlowSearch search = new FlowSearch(
                target,
                group,
                Names.choice("state", state, FlowState.class),
                policy,
                Names.choice("outcome", outcome, Outcome.class),
                text == null || text.isBlank() ? null : text.strip(),
                Names.time("since", since),
                Names.time("until", until));
        FlowSearch.Found found = search.in(reader.flows(), Pages.limit(limit, USUAL), after);
        return new FlowList(found.flows(), found.next(), Missing.of(reader));
    }

    /**
     * Tells one flow.
     *
     * @param flowId its id
     * @return the flow with its entries
     */
    @Get("/{flowId}")
    FlowDetail flow(String flowId) {
        return FlowDetail.of(story(flowId));
    }

    /**
     * Tells one flow as Markdown, to be pasted into a review.
     *
     * @param flowId its id
     * @return Markdown
     */
    @Get("/{flowId}/markdown")
    @Produces("text/markdown; charset=utf-8")
    String markdown(String flowId) {
        return Markdown.of(story(flowId));
    }

    /**
     * Shows the facts of one flow, as they stand in the log.
     *
     * @param flowId its id
     * @return the facts, oldest first; of 2000 decisions at most
     */
    @Get("/{flowId}/facts")
    FactList facts(String flowId) {
        Story story = story(flowId);
        Flow flow = story.flow();
        List<RecoveryEvent> found = new ArrayList<>();
        List<String> missing = facts.facts(flow.startedAt(), flow.changedAt().plusMillis(1), event -> {
            if (event.getFlowId().equals(flow.flowId()) && found.size() < MOST_DECISIONS) {
                found.add(event);
            }
        });
        return FactList.of(found, missing);
    }

    private Story story(String flowId) {
        return Story.read(reader.flows(), flowId, Pages.LONGEST)
                .orElseThrow(() -> Missing.absent(reader, "flow", flowId, List.of()));
    }
}
