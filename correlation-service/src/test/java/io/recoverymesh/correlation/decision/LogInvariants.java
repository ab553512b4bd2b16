package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.GuardSettings.Limit;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.correlation.audit.FactHash;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the log decision by decision and checks what must hold of it. */
final class LogInvariants {
    private final Scene scene;
    private final Map<String, RecoveryRequest> requests;
    private final Map<String, List<Verdict>> verdicts = new HashMap<>();
    private final Set<String> admittedKeys = new HashSet<>();
    private final Set<String> admittedRecoveries = new HashSet<>();
    private final Map<String, List<Instant>> admissions = new HashMap<>();
    private final Map<String, Instant> restUntil = new HashMap<>();
    private final Map<String, Instant> blockedUntil = new HashMap<>();
    private final Map<String, BreakerState> breakers = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Map<String, StepDispatched> dispatched = new HashMap<>();
    private int read;
    private int readCommands;

    LogInvariants(Scene scene, Map<String, RecoveryRequest> requests) {
        this.scene = scene;
        this.requests = requests;
    }

    void check() {
        for (; read < scene.events().size(); read++) {
            RecoveryEvent event = scene.events().get(read);
            assertThat(event.getSequence()).as("L2: gapless").isEqualTo(read + 1L);
            assertThat(event.getPreviousHash())
                    .as("P4: chained")
                    .isEqualTo(read == 0 ? "" : FactHash.of(scene.events().get(read - 1)));
            event.getFacts().forEach(fact -> fact(event, fact));
        }
        for (; readCommands < scene.runs().size(); readCommands++) {
            command(scene.runs().get(readCommands));
        }
        requests.keySet().forEach(id -> assertThat(verdicts).as("A2: an answer").containsKey(id));
    }

    private void fact(RecoveryEvent event, Object fact) {
        String target = event.getTarget();
        switch (fact) {
            case VerdictGiven verdict -> verdict(event, verdict);
            case StepDispatched step -> {
                assertThat(step.getFence()).as("B6: fences").isGreaterThan(fences.getOrDefault(target, 0L));
                fences.put(target, step.getFence());
                dispatched.put(step.getCommandId(), step);
            }
            case RecoveryEnded ended -> {
                if (ended.getOutcome() == Outcome.RECOVERED) {
                    restUntil.put(target, event.getAt());
                }
            }
            case TargetBlocked blocked -> blockedUntil.put(target, blocked.getUntil());
            case OperatorActed acted -> {
                if (acted.getAccepted() && acted.getAction() == OperatorActionKind.ACKNOWLEDGE) {
                    blockedUntil.remove(target);
                }
            }
            case BreakerChanged moved -> {
                String key = moved.getService() + "|" + moved.getPolicy();
                assertThat(moved.getFrom()).as("B2").isEqualTo(breakers.getOrDefault(key, BreakerState.CLOSED));
                breakers.put(key, moved.getTo());
            }
            case ResultIgnored ignored ->
                assertThat(event.getFacts())
                        .as("L4: a late result changes nothing")
                        .hasSize(1);
            default -> {}
        }
    }

    private void verdict(RecoveryEvent event, VerdictGiven verdict) {
        List<Verdict> given = verdicts.computeIfAbsent(verdict.getRequestId(), id -> new ArrayList<>());
        given.add(verdict.getVerdict());
        assertThat(given).as("A2: " + verdict).hasSizeLessThanOrEqualTo(2);
        assertThat(given.size() == 1 || (given.getFirst() == Verdict.DEFERRED && given.getLast() != Verdict.DEFERRED))
                .as("A2: " + given + " for " + verdict)
                .isTrue();
        if (verdict.getVerdict() == Verdict.ADMITTED) {
            admitted(event, verdict);
        }
    }

    private void admitted(RecoveryEvent event, VerdictGiven verdict) {
        assertThat(admittedKeys.add(verdict.getIdempotencyKey())).as("A1").isTrue();
        admittedRecoveries.add(String.valueOf(event.getRecoveryId()));
        GuardSettings guard = policy(event).guard();
        String target = event.getTarget();
        String service = target.split("/", 2)[0];
        Instant at = event.getAt();
        assertThat(verdict.getDepth()).as("B7").isLessThanOrEqualTo(guard.maxDepth());
        age(verdict, guard, at);
        if (!verdict.getBypassed().contains("cooldown")) {
            assertThat(at)
                    .as("B4")
                    .isAfterOrEqualTo(
                            restUntil.getOrDefault(target, Instant.EPOCH).plus(guard.cooldown()));
            assertThat(at).as("block").isAfterOrEqualTo(blockedUntil.getOrDefault(target, Instant.EPOCH));
        }
        BreakerState breaker = breakers.getOrDefault(service + "|" + event.getPolicy(), BreakerState.CLOSED);
        assertThat(breaker).as("B1").isNotIn(BreakerState.OPEN, BreakerState.FORCED_OPEN);
        boolean free = verdict.getBypassed().contains("intensity");
        count("target " + target, at, guard.targetLimits(), free);
        count("service " + service, at, guard.serviceLimits(), free);
        count("group", at, guard.groupLimits(), free);
    }

    private void age(VerdictGiven verdict, GuardSettings guard, Instant at) {
        RecoveryRequest request = requests.get(verdict.getRequestId());
        if (request != null) {
            Duration age = Duration.between(request.getEventTime(), at);
            assertThat(age).as("T1").isLessThanOrEqualTo(guard.maxEventAge());
            assertThat(age).as("T2").isGreaterThanOrEqualTo(Duration.ofMinutes(-5));
        }
    }

    private void count(String scope, Instant at, List<Limit> limits, boolean free) {
        List<Instant> times = admissions.computeIfAbsent(scope, s -> new ArrayList<>());
        times.add(at);
        for (Limit limit : limits) {
            long inWindow = times.stream()
                    .filter(t -> t.isAfter(at.minus(limit.window())))
                    .count();
            assertThat(free || inWindow <= limit.count())
                    .as("B3: " + limit + " of " + scope + " at " + at + " " + times)
                    .isTrue();
        }
    }

    private void command(StepCommand command) {
        if (command.getStep().startsWith(Notices.STEP)) {
            return; // tells people, recovers nothing
        }
        assertThat(admittedRecoveries).as("A3").contains(command.getRecoveryId());
        StepDispatched fact = dispatched.remove(command.getId());
        assertThat(fact).as("one command per dispatch").isNotNull();
        assertThat(command.getFence()).isEqualTo(fact == null ? 0 : fact.getFence());
    }

    private static Policy policy(RecoveryEvent event) {
        return SmallPlans.ALL.stream()
                .filter(plan -> plan.name().equals(event.getPolicy()))
                .findFirst()
                .orElseThrow()
                .policy();
    }
}
