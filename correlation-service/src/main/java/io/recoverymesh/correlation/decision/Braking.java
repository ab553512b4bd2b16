package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.Failures;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.Silence;
import io.recoverymesh.correlation.ledger.Switch;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.TargetBlocked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What blocks, escalations, breaker moves and operators make of the ledger. */
final class Braking {
    void blocked(Ledger ledger, RecoveryEvent event, TargetBlocked fact) {
        String key = event.getGroup() + "/" + event.getTarget();
        Block block = new Block(event.getAt(), fact.getUntil(), fact.getReason());
        ledger.targets().put(key, Evolution.target(ledger, key).withBlock(block));
    }

    void escalated(Ledger ledger, RecoveryEvent event, EscalationRaised fact) {
        Instant until = fact.getUntil();
        String key = event.getGroup() + "/" + event.getTarget();
        switch (fact.getLevel()) {
            case SERVICE, HUMAN -> {
                if (until != null) {
                    ledger.targets().put(key, Evolution.target(ledger, key).withLimitEscalatedUntil(until));
                }
            }
            case GROUP -> {
                String service = Question.serviceKey(TargetRef.ofKey(key));
                ledger.services().put(service, service(ledger, service).withEscalatedUntil(until));
            }
            case MESH ->
                ledger.groups()
                        .put(
                                event.getGroup(),
                                Evolution.group(ledger, event.getGroup()).withEscalatedUntil(until));
            case TARGET -> {}
        }
    }

    void breaker(Ledger ledger, RecoveryEvent event, BreakerChanged fact) {
        String key = event.getGroup() + "/" + fact.getService() + "|" + fact.getPolicy();
        Breaker found = ledger.breakers().get(key);
        ledger.breakers().put(key, BreakerEvolution.apply(found == null ? Breaker.NEW : found, fact));
    }

    void acted(Ledger ledger, RecoveryEvent event, OperatorActed fact) {
        if (!fact.getAccepted()) {
            return;
        }
        switch (fact.getAction()) {
            case PAUSE, RESUME -> pause(ledger, event, fact);
            case ACKNOWLEDGE -> {
                String key = event.getGroup() + "/" + event.getTarget();
                ledger.targets()
                        .put(
                                key,
                                Evolution.target(ledger, key)
                                        .withBlock(null)
                                        .withFailures(Failures.NONE)
                                        .withLadder(null)
                                        .withUntold(null));
            }
            case SILENCE, UNSILENCE -> silence(ledger, event, fact);
            case REJECT -> ledger.waiting().delete(fact.getSubject());
            case CANCEL, RESET_BREAKER, FORCE_OPEN_BREAKER, DISABLE_BREAKER, APPROVE, RETRY_STEP, SKIP_STEP -> {}
        }
    }

    /** The brake that an action would pull or release; null when it is not pulled. */
    static @Nullable Switch paused(Ledger ledger, OperatorAction action) {
        return action.getScope() == OperatorScope.SERVICE
                ? service(ledger, Question.serviceKey(TargetRef.of(action.getGroup(), action.getTarget())))
                        .paused()
                : Evolution.group(ledger, action.getGroup()).paused();
    }

    /** The silence that an action would order or end; null when none is in force. */
    static @Nullable Silence silenced(Ledger ledger, OperatorAction action, Instant now) {
        Silence found = service(ledger, silenceKey(action.getScope(), action.getGroup(), action.getTarget()))
                .silence();
        return found == null || found.isOver(now) ? null : found;
    }

    private static void silence(Ledger ledger, RecoveryEvent event, OperatorActed fact) {
        Instant until = fact.getUntil();
        Silence silence = until == null ? null : new Silence(fact.getBy(), fact.getComment(), until);
        String key = silenceKey(fact.getScope(), event.getGroup(), event.getTarget());
        ledger.services().put(key, service(ledger, key).withSilence(silence));
    }

    private static String silenceKey(OperatorScope scope, String group, String target) {
        return switch (scope) {
            case SERVICE -> Question.serviceKey(TargetRef.of(group, target));
            case TARGET -> group + "/" + target;
            case GROUP, MESH, RECOVERY, BREAKER, REQUEST, STEP -> Question.groupKey(group);
        };
    }

    private static void pause(Ledger ledger, RecoveryEvent event, OperatorActed fact) {
        Switch paused = fact.getAction() == OperatorActionKind.PAUSE
                ? new Switch(fact.getBy(), fact.getComment(), event.getAt())
                : null;
        switch (fact.getScope()) {
            case MESH, GROUP ->
                ledger.groups()
                        .put(
                                event.getGroup(),
                                Evolution.group(ledger, event.getGroup()).withPaused(paused));
            case SERVICE -> pauseService(ledger, event, paused);
            case TARGET, RECOVERY, BREAKER, REQUEST, STEP -> {}
        }
    }

    private static void pauseService(Ledger ledger, RecoveryEvent event, @Nullable Switch paused) {
        String key = Question.serviceKey(TargetRef.of(event.getGroup(), event.getTarget()));
        ledger.services().put(key, service(ledger, key).withPaused(paused));
    }

    private static ServiceState service(Ledger ledger, String key) {
        ServiceState found = ledger.services().get(key);
        return found == null ? ServiceState.NEW : found;
    }
}
