package io.recoverymesh.correlation.decision;

import io.recoverymesh.schemas.OperatorActionKind;
import java.time.Duration;
import java.util.List;

/** Plans of every shape, played to an end. */
final class PlayedPlans {
    private PlayedPlans() {}

    /** Comes back to its first step after a success, a skip and a failure. */
    static Stage cycle() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: [], maxVisits: 2}",
                "{id: b, run: exec/b, after: a, when: \"visit > 1\"}",
                "{id: c, run: exec/c, after: b, on: {failed: a}}");
        return stage.succeed("a").fail("c").succeed("a").succeed("b").succeed("c");
    }

    static Stage compensated() {
        Stage stage = Stage.of(Stage.plan(
                List.of("onFailure: compensate"),
                "{id: a, run: exec/a, undo: {run: exec/un-a}}",
                "{id: b, run: exec/b}"));
        return stage.succeed("a").fail("b").succeed("undo:a");
    }

    /** Succeeds, skips and fails in its first iteration. */
    static Stage iterated() {
        Stage stage = Stage.of(Stage.plan(
                List.of("repeat: {max: 2}", "verify: {stableFor: 1s, within: 20s}"),
                "{id: a, run: exec/a}",
                "{id: b, run: exec/b, when: \"iteration > 1\"}",
                "{id: c, run: exec/c, onFailure: continue}"));
        stage.succeed("a").fail("c").after(Duration.ofSeconds(20));
        return stage.succeed("a").succeed("b").succeed("c").after(Duration.ofSeconds(20));
    }

    static Stage awaited() {
        Stage stage = Stage.of("{id: a, await: {health: UP, within: 1m}}");
        stage.scene.up(Stage.TARGET);
        return stage;
    }

    static Stage timedOut() {
        Stage stage = Stage.of("{id: ask, approve: {timeout: 1m}}");
        return stage.after(Duration.ofMinutes(2));
    }

    static Stage failFastWhileAwaiting() {
        Stage stage = Stage.of("{id: ask, approve: {timeout: 1m}, after: []}", "{id: b, run: exec/b, after: []}");
        return stage.fail("b");
    }

    /** What the second attempt of b names is being done again when it is due. */
    static Stage retryWithoutItsArguments() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: [], maxVisits: 2}",
                "{id: b, run: exec/b, after: a, with: {a: \"${steps.a}\"}, safety: idempotent,"
                        + " retry: {attempts: 3, backoff: 5s}}",
                "{id: c, run: exec/c, after: a, on: {failed: a}}");
        stage.succeed("a").failRetryable("b");
        return stage.fail("c").after(Duration.ofSeconds(10));
    }

    /** Its approval is asked for once more, as the arguments of what follows are another. */
    static Stage approvedAnew() {
        Stage stage = Stage.of(
                "{id: ask, approve: {roles: [operator]}, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: [ask, b], with: {x: \"${outputs.b.x}\"}}");
        stage.succeed("b", "{\"x\":1}");
        return stage.act(OperatorActionKind.APPROVE, "ask").act(OperatorActionKind.APPROVE, "ask");
    }

    /** Skipped by an operator in whatever phase. */
    static List<Stage> skipped() {
        Stage dispatched = Stage.of("{id: a, run: exec/a, safety: probe}");
        Stage running = Stage.of("{id: a, run: exec/a}");
        running.scene.started(running.command("a"));
        Stage probing = Stage.of("{id: a, run: exec/a, safety: probe, timeout: 20s}");
        probing.scene.started(probing.command("a"));
        probing.scene.sleeping(Duration.ofSeconds(22));
        probing.scene.after(Duration.ZERO);
        Stage waiting = Stage.of("{id: a, run: exec/a, safety: idempotent, retry: {attempts: 3, backoff: 5s}}");
        waiting.failRetryable("a");
        Stage awaiting = Stage.of("{id: a, await: {health: UP, target: db, within: 1m}}");
        List<Stage> stages = List.of(dispatched, running, probing, waiting, awaiting);
        stages.forEach(stage -> stage.act(OperatorActionKind.SKIP_STEP, "a"));
        return stages;
    }

    static Stage retriedWhileVerified() {
        Stage stage = Stage.of("{id: a, run: exec/a, onFailure: continue}");
        return stage.fail("a").act(OperatorActionKind.RETRY_STEP, "a").succeed("a");
    }
}
