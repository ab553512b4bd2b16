package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.util.ArrayList;
import java.util.List;

/** Operators who read the log and act on it, sometimes on what is long over. */
final class People {
    private static final List<OperatorActionKind> KINDS = List.of(OperatorActionKind.values());

    private final Scheduler scheduler;
    private final Bus bus;
    private final List<PolicyEntry> policies;
    private final List<String> recoveries = new ArrayList<>();
    private final List<VerdictGiven> awaiting = new ArrayList<>();
    private final List<OperatorAction> paused = new ArrayList<>();
    private boolean calm;
    private int number;

    People(Scheduler scheduler, Bus bus, List<PolicyEntry> policies) {
        this.scheduler = scheduler;
        this.bus = bus;
        this.policies = policies;
        actLater();
    }

    void read(Object record) {
        RecoveryEvent event = (RecoveryEvent) record;
        for (Object fact : event.getFacts()) {
            if (fact instanceof RecoveryStarted) {
                recoveries.add(event.getGroup() + "|" + event.getRecoveryId());
            } else if (fact instanceof VerdictGiven verdict && verdict.getVerdict() == Verdict.AWAITING_APPROVAL) {
                awaiting.add(verdict);
                approveLater(event, verdict);
            } else if (fact instanceof ApprovalRequested asked) {
                answerLater(event, asked);
            }
        }
    }

    /** Everything that was paused is resumed, and nobody touches anything. */
    void goHome() {
        calm = true;
        paused.forEach(action -> publish(OperatorAction.newBuilder(action).setKind(OperatorActionKind.RESUME)));
    }

    private void approveLater(RecoveryEvent event, VerdictGiven verdict) {
        if (scheduler.chance(60)) {
            scheduler.after(
                    scheduler.millis(500, 60_000),
                    () -> publish(action(
                                    scheduler.chance(80) ? OperatorActionKind.APPROVE : OperatorActionKind.REJECT,
                                    OperatorScope.REQUEST,
                                    event.getGroup() + "/" + event.getTarget())
                            .setRequestId(verdict.getRequestId())));
        }
    }

    /** Sometimes somebody else answers, or twice, or too late. */
    private void answerLater(RecoveryEvent event, ApprovalRequested asked) {
        int answers = scheduler.below(3);
        for (int i = 0; i < answers; i++) {
            scheduler.after(
                    scheduler.millis(500, 50_000),
                    () -> publish(action(
                                    scheduler.chance(75) ? OperatorActionKind.APPROVE : OperatorActionKind.REJECT,
                                    OperatorScope.STEP,
                                    event.getGroup() + "/" + event.getTarget())
                            .setBy(scheduler.chance(20) ? "ann" : "ben")
                            .setRecoveryId(event.getRecoveryId())
                            .setStep(asked.getStep())
                            .setBinding(asked.getBinding())));
        }
    }

    private void actLater() {
        scheduler.after(scheduler.millis(5_000, 40_000), () -> {
            if (!calm) {
                if (scheduler.chance(35)) {
                    runByHand();
                } else {
                    act();
                }
                actLater();
            }
        });
    }

    private void act() {
        OperatorActionKind kind = KINDS.get(scheduler.below(KINDS.size()));
        String target = World.TARGETS.get(scheduler.below(World.TARGETS.size()));
        switch (kind) {
            case PAUSE -> pause(target);
            case RESUME ->
                paused.stream()
                        .findFirst()
                        .ifPresent(a -> publish(OperatorAction.newBuilder(a).setKind(OperatorActionKind.RESUME)));
            case ACKNOWLEDGE, UNSILENCE -> publish(action(kind, OperatorScope.TARGET, target));
            case SILENCE ->
                publish(action(kind, OperatorScope.TARGET, target)
                        .setUntil(scheduler.now().plus(scheduler.millis(5_000, 60_000))));
            case CANCEL -> {
                if (!recoveries.isEmpty()) {
                    String[] one =
                            recoveries.get(scheduler.below(recoveries.size())).split("\\|", 2);
                    publish(action(kind, OperatorScope.RECOVERY, one[0] + "/x").setRecoveryId(one[1]));
                }
            }
            case RETRY_STEP, SKIP_STEP -> {
                if (!recoveries.isEmpty()) {
                    String[] one =
                            recoveries.get(scheduler.below(recoveries.size())).split("\\|", 2);
                    publish(action(kind, OperatorScope.STEP, one[0] + "/x")
                            .setRecoveryId(one[1])
                            .setStep("s" + scheduler.below(4)));
                }
            }
            case RESET_BREAKER, FORCE_OPEN_BREAKER, DISABLE_BREAKER ->
                publish(action(
                                scheduler.chance(60) ? OperatorActionKind.RESET_BREAKER : kind,
                                OperatorScope.BREAKER,
                                target)
                        .setPolicy(anyPolicy().policy().name()));
            case APPROVE, REJECT -> {
                if (!awaiting.isEmpty()) {
                    publish(action(kind, OperatorScope.REQUEST, target)
                            .setRequestId(awaiting.get(scheduler.below(awaiting.size()))
                                    .getRequestId()));
                }
            }
        }
    }

    private void pause(String target) {
        OperatorAction.Builder action =
                switch (scheduler.below(3)) {
                    case 0 -> action(OperatorActionKind.PAUSE, OperatorScope.MESH, "*/*");
                    case 1 ->
                        action(
                                OperatorActionKind.PAUSE,
                                OperatorScope.GROUP,
                                TargetRef.ofKey(target).group() + "/*");
                    default -> action(OperatorActionKind.PAUSE, OperatorScope.SERVICE, target);
                };
        OperatorAction made = publish(action);
        paused.add(made);
        scheduler.after(
                scheduler.millis(5_000, 60_000),
                () -> publish(OperatorAction.newBuilder(made).setKind(OperatorActionKind.RESUME)));
    }

    private void runByHand() {
        PolicyEntry policy = anyPolicy();
        TargetRef target = TargetRef.ofKey(World.TARGETS.get(scheduler.below(World.TARGETS.size())));
        String id = "hand-" + ++number;
        bus.publish(
                Bus.Channel.REQUESTS,
                RecoveryRequest.newBuilder()
                        .setId(id)
                        .setFlowId("f-" + id)
                        .setIdempotencyKey("key-" + id)
                        .setPolicy(policy.policy().name())
                        .setPolicyVersion(policy.policy().version())
                        .setPolicyDocument(policy.document())
                        .setGroup(target.group())
                        .setTarget(target.target())
                        .setSignal(SignalSummary.newBuilder()
                                .setId(id)
                                .setKind(SignalKind.OPERATOR)
                                .setName("run")
                                .setState("REQUESTED")
                                .setObservedAt(scheduler.now())
                                .setSource("ann")
                                .build())
                        .setEventTime(scheduler.now())
                        .setRequestedAt(scheduler.now())
                        .setRequestedBy("ann")
                        .setComment("trying")
                        .setSeed(EventIds.seed(id))
                        .build());
    }

    private PolicyEntry anyPolicy() {
        return policies.get(scheduler.below(policies.size()));
    }

    private OperatorAction.Builder action(OperatorActionKind kind, OperatorScope scope, String key) {
        int slash = key.indexOf('/');
        return OperatorAction.newBuilder()
                .setKind(kind)
                .setScope(scope)
                .setGroup(key.substring(0, slash))
                .setTarget(key.substring(slash + 1))
                .setBy("ben")
                .setComment("looked at it");
    }

    private OperatorAction publish(OperatorAction.Builder action) {
        OperatorAction made =
                action.setId("action-" + ++number).setAt(scheduler.now()).build();
        bus.publish(Bus.Channel.OPERATOR, made);
        return made;
    }
}
