package io.recoverymesh.correlation.http;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes the record of an operator's order, or says what is wrong with the order. */
final class OperatorActions {
    private static final String ANY = "*";
    private static final int MOST_ROLES = 20;

    private final MeshReader reader;

    OperatorActions(MeshReader reader) {
        this.reader = reader;
    }

    /** Widest scope of a pause. */
    private enum PauseScope {
        MESH,
        GROUP,
        SERVICE
    }

    /** What a recovery silence holds for. */
    private enum SilenceScope {
        GROUP,
        SERVICE,
        TARGET
    }

    OperatorAction of(OperatorActionKind kind, OperatorOrder order) {
        OperatorAction.Builder action = OperatorAction.newBuilder()
                .setKind(kind)
                .setBy(Names.words("by", order.by(), OperatorOrder.LONGEST_NAME))
                .setComment(Names.words("comment", order.comment(), OperatorOrder.LONGEST_COMMENT));
        switch (kind) {
            case PAUSE, RESUME -> pause(action, order);
            case SILENCE -> {
                silence(action, order);
                action.setUntil(end(order, now()));
            }
            case UNSILENCE -> silence(action, order);
            case ACKNOWLEDGE -> acknowledge(action, order);
            case CANCEL -> cancel(action, order);
            case RESET_BREAKER, FORCE_OPEN_BREAKER, DISABLE_BREAKER -> breaker(action, order);
            case APPROVE, REJECT -> {
                answer(action, order);
                if (order.step() == null) {
                    approval(action, order);
                } else {
                    step(action, order);
                }
            }
            case RETRY_STEP, SKIP_STEP -> step(action, order);
        }
        Instant at = now();
        return action.setAt(at).setId(id(action, at)).build();
    }

    private Instant now() {
        return reader.surroundings(ANY).now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void silence(OperatorAction.Builder action, OperatorOrder order) {
        SilenceScope scope = Names.choice("scope", Names.required("scope", order.scope()), SilenceScope.class);
        if (scope == null) {
            throw new IllegalStateException("Expected a scope, it was required");
        }
        switch (scope) {
            case GROUP -> on(action, OperatorScope.GROUP, Names.groupName(order.group()), ANY);
            case SERVICE -> {
                TargetRef ref = Names.target(order.group(), order.target());
                on(action, OperatorScope.SERVICE, ref.group(), ref.service());
            }
            case TARGET -> {
                TargetRef ref = Names.target(order.group(), order.target());
                on(action, OperatorScope.TARGET, ref.group(), ref.target());
            }
        }
    }

    private static Instant end(OperatorOrder order, Instant now) {
        String text = Names.required("duration", order.duration());
        return Durations.tryParse(text)
                .filter(Duration::isPositive)
                .map(now::plus)
                .orElseThrow(() -> ProblemException.badRequest(
                        "Expected duration to be such as 30m, 2h or 1d, but got '" + text + "'"));
    }

    private static void pause(OperatorAction.Builder action, OperatorOrder order) {
        PauseScope scope = Names.choice("scope", Names.required("scope", order.scope()), PauseScope.class);
        if (scope == null) {
            throw new IllegalStateException("Expected a scope, it was required");
        }
        switch (scope) {
            case MESH -> on(action, OperatorScope.MESH, ANY, ANY);
            case GROUP -> on(action, OperatorScope.GROUP, Names.groupName(order.group()), ANY);
            case SERVICE -> {
                TargetRef ref = Names.target(order.group(), order.target());
                on(action, OperatorScope.SERVICE, ref.group(), ref.service());
            }
        }
    }

    private void acknowledge(OperatorAction.Builder action, OperatorOrder order) {
        TargetRef ref = Names.target(order.group(), order.target());
        if (reader.ledger().targets().get(ref.key()) == null) {
            throw Targets.unknown(reader, ref);
        }
        on(action, OperatorScope.TARGET, ref.group(), ref.target());
    }

    private void cancel(OperatorAction.Builder action, OperatorOrder order) {
        String id = Names.required("recoveryId", order.recoveryId());
        Recovery recovery = reader.ledger().recoveries().get(id);
        if (recovery == null) {
            throw Missing.absent(reader, "recovery", id, List.of());
        }
        on(action, OperatorScope.RECOVERY, recovery.group(), recovery.target());
        action.setRecoveryId(id);
    }

    private void step(OperatorAction.Builder action, OperatorOrder order) {
        String step = Names.required("step", order.step());
        cancel(action, order);
        Recovery recovery = reader.ledger().recoveries().get(String.valueOf(action.getRecoveryId()));
        if (recovery != null && recovery.step(step).isEmpty()) {
            List<String> steps = recovery.steps().stream().map(StepRun::id).toList();
            throw Missing.absent(reader, "step of " + recovery.id(), step, steps);
        }
        action.setScope(OperatorScope.STEP).setStep(step);
    }

    private static void answer(OperatorAction.Builder action, OperatorOrder order) {
        List<String> roles = order.roles() == null ? List.of() : order.roles();
        if (roles.size() > MOST_ROLES) {
            throw ProblemException.badRequest("Expected at most " + MOST_ROLES + " roles, but got " + roles.size());
        }
        action.setRoles(roles.stream()
                .map(role -> Names.words("roles", role, OperatorOrder.LONGEST_NAME))
                .toList());
        action.setBinding(order.binding());
    }

    private void breaker(OperatorAction.Builder action, OperatorOrder order) {
        TargetRef ref = Names.target(order.group(), order.target());
        String policy = Names.required("policy", order.policy());
        boolean known = reader.ledger().breakers().get(Question.breakerKey(ref, policy)) != null;
        if (!known) {
            Names.policy(reader.catalogue(), policy);
        }
        on(action, OperatorScope.BREAKER, ref.group(), ref.service());
        action.setPolicy(policy);
    }

    private void approval(OperatorAction.Builder action, OperatorOrder order) {
        String id = Names.required("requestId", order.requestId());
        List<Waiting> found = Pages.all(
                reader.ledger().waiting(),
                1,
                (slot, waiting) ->
                        waiting.request().getId().equals(id) && WaitingView.awaitsApproval(waiting) ? waiting : null);
        if (found.isEmpty()) {
            throw Missing.absent(reader, "request that awaits approval", id, List.of());
        }
        Waiting waiting = found.getFirst();
        on(
                action,
                OperatorScope.REQUEST,
                waiting.request().getGroup(),
                waiting.request().getTarget());
        action.setRequestId(id).setPolicy(waiting.request().getPolicy());
    }

    private static void on(OperatorAction.Builder action, OperatorScope scope, String group, String target) {
        action.setScope(scope).setGroup(group).setTarget(target);
    }

    private static String id(OperatorAction.Builder action, Instant at) {
        return EventIds.of(
                "operator",
                action.getKind().name(),
                action.getScope().name(),
                action.getGroup(),
                action.getTarget(),
                String.valueOf(action.getPolicy()),
                String.valueOf(action.getRecoveryId()),
                String.valueOf(action.getRequestId()),
                String.valueOf(action.getStep()),
                String.valueOf(action.getBinding()),
                action.getBy(),
                action.getComment(),
                String.valueOf(action.getUntil()),
                Long.toString(at.toEpochMilli()));
    }
}
