package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.breaker.BreakerMoves;
import io.recoverymesh.correlation.recovery.Lifecycle;
import io.recoverymesh.correlation.recovery.Lifecycle.Move;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scenarios that together make every legal move: one that no scenario makes fails the build. */
class LifecycleScenariosTest {
    private static final Plan TWO_STEPS = Plan.lenient(
            "two", List.of(), "steps: [{id: a, run: exec/a}, {id: b, run: exec/b}]", "verify: {stableFor: 1s}");
    private static final Plan PATIENT = Plan.lenient(
            "patient",
            List.of(),
            "steps: [{id: a, run: exec/a, safety: idempotent, timeout: 40s, retry: {attempts: 3, backoff: 1s}}]");
    private static final Plan ONCE =
            Plan.lenient("once", List.of(), "steps: [{id: a, run: exec/a, safety: once, timeout: 40s}]");
    private static final Plan PROBED =
            Plan.lenient("probed", List.of(), "steps: [{id: a, run: exec/a, safety: probe, timeout: 40s}]");
    private static final Plan BREAKING = Plan.lenient(
            "breaking",
            List.of("breaker: {minimum: 1, window: 1, openFor: 1s, maxOpenFor: 2s}"),
            "verify: {stableFor: 1s}");

    @Test
    void everyLegalMoveIsMade() {
        VisitedMoves visited = new VisitedMoves();
        scenarios().forEach(scenario -> {
            Scene scene = new Scene();
            scenario.accept(scene);
            visited.read(scene.events());
        });
        graphs().map(Stage::events).forEach(visited::read);
        List<Move<?>> legal = Stream.<Move<?>>concat(Lifecycle.RECOVERY.stream(), Lifecycle.STEP.stream())
                .toList();
        assertThat(visited.moves()).containsExactlyInAnyOrderElementsOf(legal);
        assertThat(visited.breakers())
                .containsExactlyInAnyOrderElementsOf(BreakerMoves.TABLE.entrySet().stream()
                        .flatMap(from -> from.getValue().stream().map(to -> from.getKey() + " --> " + to))
                        .toList());
    }

    private static Stream<Stage> graphs() {
        return Stream.concat(PlayedPlans.skipped().stream(), played());
    }

    private static Stream<Stage> played() {
        return Stream.of(
                PlayedPlans.approvedAnew(),
                PlayedPlans.retriedWhileVerified(),
                PlayedPlans.cycle(),
                PlayedPlans.compensated(),
                PlayedPlans.iterated(),
                PlayedPlans.awaited(),
                PlayedPlans.timedOut(),
                PlayedPlans.failFastWhileAwaiting(),
                PlayedPlans.retryWithoutItsArguments());
    }

    private static Stream<Consumer<Scene>> scenarios() {
        return Stream.concat(
                Stream.of(
                        LifecycleScenariosTest::recovered,
                        LifecycleScenariosTest::impossible,
                        s -> ask(s, ONCE, c -> s.failed(c)),
                        s -> ask(s, ONCE, c -> s.failed(c, FailureKind.TIMED_OUT, false)),
                        s -> ask(s, ONCE, c -> s.after(Duration.ofMinutes(1))),
                        s -> ask(s, ONCE, c -> started(s, c, () -> s.after(Duration.ofMinutes(1)))),
                        s -> ask(s, TWO_STEPS, s::failed),
                        s -> ask(s, TWO_STEPS, c -> cancel(s)),
                        s -> ask(s, TWO_STEPS, c -> started(s, c, () -> cancel(s))),
                        s -> ask(s, PATIENT, c -> s.after(Duration.ofHours(1))),
                        s -> ask(s, PATIENT, c -> started(s, c, () -> s.failed(c, FailureKind.FAILED, true))),
                        s -> ask(s, PATIENT, c -> started(s, c, () -> s.failed(c))),
                        s -> ask(s, PATIENT, c -> {
                            s.failed(c, FailureKind.FAILED, true);
                            cancel(s);
                        })),
                Stream.of(
                        s -> ask(s, PROBED, c -> s.failed(c, FailureKind.TIMED_OUT, false)),
                        s -> lost(s, c -> s.answered(c, EffectState.TOOK_PLACE)),
                        s -> lost(s, c -> s.answered(c, EffectState.DID_NOT_TAKE_PLACE)),
                        s -> lost(s, c -> s.answered(c, EffectState.NOT_KNOWN)),
                        s -> lost(s, c -> s.failed(c)),
                        s -> lost(s, c -> cancel(s)),
                        LifecycleScenariosTest::probeSucceeds,
                        LifecycleScenariosTest::probeFails,
                        s -> operator(s, OperatorActionKind.FORCE_OPEN_BREAKER, OperatorActionKind.RESET_BREAKER),
                        s -> operator(s, OperatorActionKind.DISABLE_BREAKER, OperatorActionKind.RESET_BREAKER),
                        s -> operator(s, OperatorActionKind.FORCE_OPEN_BREAKER, OperatorActionKind.DISABLE_BREAKER),
                        s -> operator(s, OperatorActionKind.DISABLE_BREAKER, OperatorActionKind.FORCE_OPEN_BREAKER),
                        s -> opened(s, OperatorActionKind.RESET_BREAKER),
                        s -> opened(s, OperatorActionKind.FORCE_OPEN_BREAKER),
                        s -> opened(s, OperatorActionKind.DISABLE_BREAKER),
                        s -> halfOpened(s, OperatorActionKind.FORCE_OPEN_BREAKER),
                        s -> halfOpened(s, OperatorActionKind.DISABLE_BREAKER)));
    }

    private static void recovered(Scene scene) {
        ask(scene, TWO_STEPS, first -> {
            scene.started(first);
            scene.after(Duration.ofSeconds(1));
            scene.heartbeat(first);
            scene.succeeded(first);
            scene.succeeded(scene.lastCommand());
            scene.up("payments");
            scene.after(Duration.ofSeconds(1));
        });
    }

    private static void impossible(Scene scene) {
        ask(
                scene,
                Plan.lenient(
                        "impossible", List.of(), "steps: [{id: a, run: exec/a, with: {x: '${signal.labels.none}'}}]"),
                command -> {});
    }

    private static void lost(Scene scene, Consumer<StepCommand> then) {
        ask(
                scene,
                PROBED,
                command -> started(scene, command, () -> {
                    scene.after(Duration.ofSeconds(31));
                    then.accept(command);
                }));
    }

    private static void probeSucceeds(Scene scene) {
        halfOpen(scene);
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
    }

    private static void probeFails(Scene scene) {
        halfOpen(scene);
        scene.failed(scene.lastCommand());
    }

    private static void operator(Scene scene, OperatorActionKind first, OperatorActionKind second) {
        breaker(scene, first);
        breaker(scene, second);
    }

    private static void opened(Scene scene, OperatorActionKind kind) {
        scene.failRecovery(BREAKING, "payments");
        breaker(scene, kind);
    }

    private static void halfOpened(Scene scene, OperatorActionKind kind) {
        halfOpen(scene);
        breaker(scene, kind);
    }

    private static void halfOpen(Scene scene) {
        scene.failRecovery(BREAKING, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        scene.ask(BREAKING, "payments");
    }

    private static void breaker(Scene scene, OperatorActionKind kind) {
        scene.act(scene.action(kind, OperatorScope.BREAKER, "payments").setPolicy("breaking"));
    }

    private static void ask(Scene scene, Plan plan, Consumer<StepCommand> then) {
        scene.down("payments");
        scene.ask(plan, "payments");
        if (!scene.runs().isEmpty()) {
            then.accept(scene.lastCommand());
        }
    }

    private static void started(Scene scene, StepCommand command, Runnable then) {
        scene.started(command);
        then.run();
    }

    private static void cancel(Scene scene) {
        scene.act(scene.action(OperatorActionKind.CANCEL, OperatorScope.RECOVERY, "payments")
                .setRecoveryId(scene.recovery().id()));
    }
}
