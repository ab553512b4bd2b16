package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the records of a scene, each with an id of its own. */
final class SceneRecords {
    private int number;

    TargetHealth health(String target, HealthStatus status, @Nullable TargetHealth before, Instant now) {
        TargetHealth.Builder record = TargetHealth.newBuilder()
                .setGroup(Scene.GROUP)
                .setTarget(target)
                .setHealth(status)
                .setPrevious(before == null ? null : before.getHealth())
                .setSince(before != null && before.getHealth() == status ? before.getSince() : now)
                .setFlowId(before == null ? null : before.getFlowId())
                .setSignal(signal(SignalKind.HEALTH, status.name(), now))
                .setChangedAt(now);
        if (status != HealthStatus.UP && before != null && before.getEpisode() != null) {
            record.setEpisode(before.getEpisode()).setEpisodeStartedAt(before.getEpisodeStartedAt());
        } else if (status != HealthStatus.UP) {
            String episode = "e-" + target + "-" + ++number;
            record.setEpisode(episode).setEpisodeStartedAt(now).setFlowId("f-" + episode);
        }
        return record.build();
    }

    /** A request that follows from the target's present bad period. */
    RecoveryRequest request(Plan plan, String target, @Nullable TargetHealth health, Instant now) {
        String episode =
                health == null || health.getEpisode() == null ? "e-" + target + "-unseen" : health.getEpisode();
        SignalSummary signal = signal(SignalKind.ALERT, "FIRING", now);
        String id = EventIds.of("request", plan.name(), target, signal.getId());
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId("f-" + episode)
                .setIdempotencyKey(EventIds.of("key", plan.name(), target, episode))
                .setPolicy(plan.name())
                .setPolicyVersion(plan.policy().version())
                .setPolicyDocument(plan.document())
                .setGroup(Scene.GROUP)
                .setTarget(target)
                .setEpisode(episode)
                .setSignal(signal)
                .setEventTime(now)
                .setRequestedAt(now)
                .setSeed(EventIds.seed(id))
                .build();
    }

    RecoveryRequest byHand(RecoveryRequest request, String who) {
        return RecoveryRequest.newBuilder(request)
                .setEpisode(null)
                .setIdempotencyKey(EventIds.of("hand", request.getId()))
                .setRequestedBy(who)
                .setComment("because")
                .build();
    }

    SignalSummary signal(SignalKind kind, String state, Instant now) {
        return SignalSummary.newBuilder()
                .setId("s-" + ++number)
                .setKind(kind)
                .setName("Broken")
                .setState(state)
                .setObservedAt(now)
                .setSource("test")
                .build();
    }

    OperatorAction.Builder action(OperatorActionKind kind, OperatorScope scope, String target, Instant now) {
        return OperatorAction.newBuilder()
                .setId("action-" + ++number)
                .setKind(kind)
                .setScope(scope)
                .setGroup(Scene.GROUP)
                .setTarget(target)
                .setBy("ann")
                .setComment("looked at it")
                .setAt(now);
    }

    static StepResult result(StepCommand command, Object body, Instant now) {
        return StepResult.newBuilder()
                .setId(EventIds.of(command.getId(), body.toString()))
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler("exec")
                .setInstance("exec-1")
                .setAt(now)
                .setBody(body)
                .build();
    }

    /** The first deadline that is due by then; null where none is. */
    static @Nullable Deadline nextDue(Ledger ledger, Instant until) {
        List<Deadline> first = new ArrayList<>();
        ledger.deadlines().scan("", Deadline.firstAfter(until), (key, deadline) -> {
            first.add(deadline);
            return false;
        });
        return first.isEmpty() ? null : first.getFirst();
    }
}
