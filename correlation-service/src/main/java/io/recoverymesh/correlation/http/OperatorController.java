package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What operators may do; everything takes effect through the log. */
@Tag(name = "operator")
@Controller("/api/v1/operator")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OperatorController {
    private final OperatorActions actions;
    private final MeshWriter writer;

    OperatorController(MeshReader reader, MeshWriter writer) {
        actions = new OperatorActions(reader);
        this.writer = writer;
    }

    /**
     * Acts; answered once Kafka has acknowledged.
     *
     * @param action pause, resume, acknowledge, cancel, reset-breaker, force-open-breaker, disable-breaker, approve,
     *     reject, retry-step, skip-step, silence or unsilence
     * @param order on what, who and why
     * @return id of the action
     */
    @Post("/{action}")
    @Status(HttpStatus.ACCEPTED)
    Accepted act(String action, @Body OperatorOrder order) {
        OperatorAction published = made(kind(action), order);
        writer.publish(published);
        return new Accepted(published.getId());
    }

    private OperatorAction made(OperatorActionKind kind, OperatorOrder order) {
        try {
            return actions.of(kind, order);
        } catch (ElsewhereException e) {
            throw e.asking(order);
        }
    }

    private static OperatorActionKind kind(String action) {
        return Arrays.stream(OperatorActionKind.values())
                .filter(kind -> word(kind).equals(action))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("Expected one of "
                        + Arrays.stream(OperatorActionKind.values())
                                .map(OperatorController::word)
                                .collect(Collectors.joining(", "))
                        + ", but got '" + action + "'"));
    }

    private static String word(OperatorActionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
