package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.http.ElsewhereException.Elsewhere;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance that holds a part answer for all: lists are gathered, what is not here is asked of the others. The
 * controllers know nothing of it, they answer for what is here.
 */
@ServerFilter("/api/v1/**")
final class GatherFilter {
    private static final String FLOWS = "/api/v1/flows/";

    private final Instances instances;
    private final Peers peers;
    private final ObjectMapper json;

    GatherFilter(Instances instances, Peers peers, ObjectMapper json) {
        this.instances = instances;
        this.peers = peers;
        this.json = json;
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> gather(HttpRequest<?> request, MutableHttpResponse<?> local) {
        Elsewhere elsewhere =
                request.getAttribute(Elsewhere.ATTRIBUTE, Elsewhere.class).orElse(null);
        if (request.getHeaders().contains(Peers.FORWARDED)) {
            return forOther(request, local, elsewhere);
        }
        Optional<Gathered> list =
                request.getMethod() == HttpMethod.GET ? Gathered.at(request.getPath()) : Optional.empty();
        if (list.isPresent() && (isGood(local) || elsewhere != null)) {
            return list(list.get(), request, local);
        }
        if (isFlow(request) && isGood(local)) {
            return flow(request, local);
        }
        if (request.getPath().equals(GatheredNow.PATH) && (isGood(local) || elsewhere != null)) {
            return now(request, local);
        }
        return elsewhere == null ? local : elsewhere(request, local, elsewhere);
    }

    /** That something is not in what is held here is an answer for who asks all. */
    private MutableHttpResponse<?> forOther(
            HttpRequest<?> request, MutableHttpResponse<?> local, @Nullable Elsewhere elsewhere) {
        String unknown = elsewhere == null ? null : elsewhere.unknown();
        MutableHttpResponse<?> answer = unknown == null ? local : notFound(request, unknown);
        return answer.header(
                Peers.PARTITIONS, instances.held().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private MutableHttpResponse<?> list(Gathered list, HttpRequest<?> request, MutableHttpResponse<?> local) {
        List<URI> others = instances.others();
        if (others.isEmpty()) {
            return local;
        }
        List<Reply> replies = peers.ask(others, request, null);
        List<JsonNode> answers = answers(local, replies);
        if (answers.isEmpty()) {
            return local;
        }
        int limit = request.getParameters().get("limit", Integer.class).orElse(list.usual());
        ObjectNode merged = list.merge(answers, limit, new Coverage(instances, replies).missing());
        boolean ofOneTarget = request.getParameters().contains("group")
                && request.getParameters().contains("target"); // who holds the group knows where to go on
        if (list == Gathered.FLOWS && !ofOneTarget) {
            FlowPage.end(merged, answers, limit);
        }
        return HttpResponse.ok(merged);
    }

    private MutableHttpResponse<?> now(HttpRequest<?> request, MutableHttpResponse<?> local) {
        List<URI> others = instances.others();
        if (others.isEmpty()) {
            return local;
        }
        List<Reply> replies = peers.ask(others, request, null);
        List<JsonNode> answers = answers(local, replies);
        return answers.isEmpty()
                ? local
                : HttpResponse.ok(GatheredNow.merge(answers, new Coverage(instances, replies).missing()));
    }

    /** A flow may have gone on in groups that others hold. */
    private MutableHttpResponse<?> flow(HttpRequest<?> request, MutableHttpResponse<?> local) {
        List<URI> others = instances.others();
        return others.isEmpty()
                ? local
                : HttpResponse.ok(GatheredFlow.merge(answers(local, peers.ask(others, request, null))));
    }

    private MutableHttpResponse<?> elsewhere(HttpRequest<?> request, MutableHttpResponse<?> local, Elsewhere asked) {
        List<Reply> replies = asked.body() == null
                ? peers.ask(instances.others(), request, null)
                : peers.askInTurn(instances.others(), request, asked.body());
        List<Reply.Answered> knowing = replies.stream()
                .filter(Reply.Answered.class::isInstance)
                .map(Reply.Answered.class::cast)
                .filter(Reply.Answered::isFinal)
                .toList();
        if (isFlow(request) && knowing.stream().anyMatch(Reply.Answered::isGood)) {
            return HttpResponse.ok(GatheredFlow.merge(knowing.stream()
                    .filter(Reply.Answered::isGood)
                    .map(Reply.Answered::body)
                    .toList()));
        }
        if (!knowing.isEmpty()) {
            return passedOn(knowing.getFirst());
        }
        return nobody(request, local, asked, new Coverage(instances, replies));
    }

    private static MutableHttpResponse<?> nobody(
            HttpRequest<?> request, MutableHttpResponse<?> local, Elsewhere asked, Coverage coverage) {
        String unknown = asked.unknown();
        if (unknown != null && coverage.isWhole()) {
            return notFound(request, unknown);
        }
        return local;
    }

    private static MutableHttpResponse<?> notFound(HttpRequest<?> request, String unknown) {
        return HttpResponse.notFound(Problem.of(HttpStatus.NOT_FOUND, unknown, request.getPath()))
                .contentType(Problem.MEDIA_TYPE);
    }

    private static MutableHttpResponse<?> passedOn(Reply.Answered answer) {
        MutableHttpResponse<JsonNode> response = HttpResponse.<JsonNode>status(HttpStatus.valueOf(answer.status()))
                .body(answer.body());
        return answer.isGood() ? response : response.contentType(Problem.MEDIA_TYPE);
    }

    private List<JsonNode> answers(MutableHttpResponse<?> local, List<Reply> replies) {
        Stream<JsonNode> others = replies.stream()
                .filter(reply -> reply instanceof Reply.Answered answered && answered.isGood())
                .map(reply -> ((Reply.Answered) reply).body());
        List<JsonNode> answers = new ArrayList<>();
        Object here = body(local);
        if (here != null) {
            answers.add(json.valueToTree(here));
        }
        others.forEach(answers::add);
        return answers;
    }

    private static @Nullable Object body(MutableHttpResponse<?> local) {
        return isGood(local) ? local.body() : null;
    }

    private static boolean isFlow(HttpRequest<?> request) {
        String path = request.getPath();
        return request.getMethod() == HttpMethod.GET && path.startsWith(FLOWS) && path.indexOf('/', FLOWS.length()) < 0;
    }

    private static boolean isGood(HttpResponse<?> response) {
        return response.code() == HttpStatus.OK.getCode();
    }
}
