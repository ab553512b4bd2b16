package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.catalogue.Declared;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.schemas.RecoveryRequest;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Policies run by hand. */
@Tag(name = "operator")
@Controller("/api/v1/run")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunController {
    private final MeshReader reader;
    private final MeshWriter writer;
    private final Instances instances;

    RunController(MeshReader reader, MeshWriter writer, Instances instances) {
        this.instances = instances;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Asks for one policy to run on one target; answered once Kafka has acknowledged the request.
     *
     * @param order what, where, who and why
     * @return ids to follow it by
     */
    @Post
    @Status(HttpStatus.ACCEPTED)
    RunAccepted run(@Body RunOrder order) {
        String by = Names.words("by", order.by(), OperatorOrder.LONGEST_NAME);
        String comment = Names.words("comment", order.comment(), OperatorOrder.LONGEST_COMMENT);
        Declared policy = Names.policy(reader.catalogue(), order.policy());
        TargetRef ref = Names.target(order.group(), order.target());
        TargetState state = Held.by(
                instances, ref.group(), order, () -> reader.ledger().targets().get(ref.key()));
        ObservedHealth health = state == null ? ObservedHealth.NONE : state.health();
        RecoveryRequest request = Requests.byHand(
                policy,
                ref,
                health,
                by,
                comment,
                reader.surroundings(ref.group()).now());
        writer.publish(request);
        return new RunAccepted(request.getId(), request.getFlowId());
    }
}
