package io.recoverymesh.correlation.decision;

import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Does one random thing after another to a scene: all that the world, handlers, people and time may do. */
final class RandomDriver {
    private static final List<String> TARGETS = List.of("a/1", "a/2", "b", "c", "d");
    private static final List<HealthStatus> HEALTHS =
            List.of(HealthStatus.UP, HealthStatus.UP, HealthStatus.DOWN, HealthStatus.DOWN, HealthStatus.DEGRADED);

    private final Scene scene;
    private final Random random;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, RecoveryRequest> requests = new LinkedHashMap<>();

    RandomDriver(Scene scene, long seed) {
        this.scene = scene;
        this.random = new Random(seed);
    }

    /** Every input that came from outside, in order. */
    List<Input> inputs() {
        return inputs;
    }

    /** Every request that came from outside, by id. */
    Map<String, RecoveryRequest> requests() {
        return requests;
    }

    void step() {
        int dice = random.nextInt(100);
        if (dice < 25) {
            request();
        } else if (dice < 45) {
            observe();
        } else if (dice < 70) {
            report();
        } else if (dice < 78) {
            operate();
        } else if (dice < 80) {
            again();
        } else if (dice < (scene.surroundings().caughtUp() ? 82 : 90)) {
            catchUp();
        } else {
            time();
        }
    }

    private void feed(Input input) {
        inputs.add(input);
        scene.feed(input);
    }

    private void request() {
        Plan plan = pick(SmallPlans.ALL);
        String target = pick(TARGETS);
        RecoveryRequest.Builder request = RecoveryRequest.newBuilder(scene.request(plan, target));
        switch (random.nextInt(12)) {
            case 0 -> request = RecoveryRequest.newBuilder(scene.byHand(plan, target, pick(List.of("ann", "ben"))));
            case 1 -> request.setEventTime(scene.now().minus(Duration.ofMinutes(3)));
            case 2 -> request.setEventTime(scene.now().plus(Duration.ofMinutes(6)));
            case 3 ->
                request.setSignal(scene.signal(SignalKind.RECOVERY, "RECOVERED"))
                        .setEpisode(null)
                        .setDepth(random.nextInt(6))
                        .setIdempotencyKey("chained-" + random.nextInt(1_000_000));
            default -> {}
        }
        RecoveryRequest made = request.build();
        requests.put(made.getId(), made);
        feed(new Input.Requested(made));
    }

    private void observe() {
        scene.sleeping(Duration.ofMillis(1));
        inputs.add(new Input.Observed(scene.health(pick(TARGETS), pick(HEALTHS))));
    }

    private void report() {
        if (scene.runs().isEmpty()) {
            return;
        }
        List<StepCommand> runs = scene.runs();
        int recent = Math.max(0, runs.size() - 3);
        StepCommand command =
                random.nextInt(6) == 0 ? pick(runs) : runs.get(recent + random.nextInt(runs.size() - recent));
        if (random.nextInt(20) == 0) {
            command = StepCommand.newBuilder(command)
                    .setFence(command.getFence() + random.nextInt(3) - 1)
                    .build();
        }
        StepResult said =
                switch (random.nextInt(11)) {
                    case 10 -> scene.answered(command, pick(List.of(EffectState.values())));
                    case 0, 1, 2 -> scene.started(command);
                    case 3, 4, 5, 6 -> scene.succeeded(command);
                    case 7 -> scene.heartbeat(command);
                    case 8 -> scene.failed(command, pick(List.of(FailureKind.values())), random.nextBoolean());
                    default -> scene.cancelled(command);
                };
        inputs.add(new Input.Reported(said));
    }

    private void operate() {
        OperatorActionKind kind = pick(List.of(OperatorActionKind.values()));
        OperatorScope scope = pick(List.of(OperatorScope.values()));
        OperatorAction.Builder action = scene.action(kind, scope, scope == OperatorScope.GROUP ? "*" : pick(TARGETS))
                .setBy(pick(List.of("ann", "ben")));
        boolean pauses = kind == OperatorActionKind.PAUSE || kind == OperatorActionKind.RESUME;
        if (pauses && random.nextInt(8) > 0) {
            action.setScope(OperatorScope.GROUP).setTarget("*");
            action.setKind(scene.group().paused() == null ? OperatorActionKind.PAUSE : OperatorActionKind.RESUME);
        }
        if (kind.name().contains("BREAKER")) {
            action.setPolicy(pick(SmallPlans.ALL).name());
            action.setKind(random.nextInt(3) > 0 ? OperatorActionKind.RESET_BREAKER : kind);
        }
        var waiting = List.copyOf(scene.ledger().waiting().entries().values());
        if (!waiting.isEmpty()) {
            action.setRequestId(pick(waiting).request().getId());
        }
        var recoveries = List.copyOf(scene.ledger().recoveries().entries().keySet());
        if (!recoveries.isEmpty()) {
            action.setRecoveryId(pick(recoveries));
        }
        feed(new Input.Acted(action.build()));
    }

    /** At-least-once: something comes a second time. */
    private void again() {
        if (!inputs.isEmpty()) {
            scene.feed(pick(inputs));
        }
    }

    private void catchUp() {
        if (scene.surroundings().caughtUp()) {
            scene.catchingUp(true);
        } else {
            scene.catchingUp(false);
            scene.feed(new Input.CaughtUp(Scene.GROUP));
        }
    }

    private void time() {
        Duration some = Duration.ofMillis(1 + random.nextInt(random.nextInt(8) == 0 ? 60_000 : 8_000));
        if (random.nextInt(5) == 0) {
            scene.sleeping(some);
        } else {
            scene.after(some);
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
