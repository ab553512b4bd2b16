package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scene with one target, {@code payments}, and one plan; steps are played by name. */
final class Stage {
    static final String TARGET = "payments";

    final Scene scene = new Scene();
    final Plan plan;

    private Stage(Plan plan) {
        this.plan = plan;
    }

    /** The target is down and the plan has begun. */
    static Stage of(Plan plan) {
        Stage stage = new Stage(plan);
        stage.scene.down(TARGET);
        stage.scene.ask(plan, TARGET);
        return stage;
    }

    /** The same; the steps in flow style, one per line. */
    static Stage of(String... steps) {
        return of(plan(List.of(), steps));
    }

    /** A plan of these steps; further lines of the spec first. */
    static Plan plan(List<String> spec, String... steps) {
        StringBuilder lines = new StringBuilder("steps:");
        for (String step : steps) {
            lines.append("\n    - ").append(step);
        }
        String[] all = new String[spec.size() + 1];
        spec.toArray(all);
        all[spec.size()] = lines.toString();
        return Plan.lenient("plan", List.of(), all);
    }

    /** Its last command to run. */
    StepCommand command(String step) {
        return scene.runs().stream()
                .filter(command -> command.getStep().equals(step))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no command for " + step));
    }

    Stage succeed(String step) {
        scene.started(command(step));
        scene.succeeded(command(step));
        return this;
    }

    Stage succeed(String step, String output) {
        scene.started(command(step));
        scene.result(command(step), new io.recoverymesh.schemas.AttemptSucceeded(output, 5L));
        return this;
    }

    Stage fail(String step) {
        scene.started(command(step));
        scene.failed(command(step));
        return this;
    }

    Stage failRetryable(String step) {
        scene.started(command(step));
        scene.failed(command(step), FailureKind.FAILED, true);
        return this;
    }

    Stage after(Duration time) {
        scene.after(time);
        return this;
    }

    List<RecoveryEvent> events() {
        return scene.events();
    }

    StepPhase phase(String step) {
        return run(step).phase();
    }

    StepRun run(String step) {
        return scene.recovery().step(step).orElseThrow();
    }

    /** Bob, an operator, acts on a step. */
    Stage act(OperatorActionKind kind, String step) {
        return act(order(kind, step));
    }

    Stage act(OperatorAction.Builder order) {
        scene.act(order);
        return this;
    }

    OperatorAction.Builder order(OperatorActionKind kind, String step) {
        return scene.action(kind, OperatorScope.STEP, TARGET)
                .setRecoveryId(scene.recovery().id())
                .setStep(step)
                .setBy("bob")
                .setRoles(List.of("operator"));
    }

    /** What became of the last order. */
    OperatorActed answer() {
        return scene.last(OperatorActed.class);
    }

    /** Phases by step. */
    Map<String, String> phases() {
        Map<String, String> phases = new TreeMap<>();
        scene.recovery().steps().forEach(run -> phases.put(run.id(), run.phase().name()));
        return phases;
    }

    /** Steps in the order in which commands to run them were given. */
    List<String> ran() {
        return scene.runs().stream().map(StepCommand::getStep).toList();
    }

    /** Steps whose handler was told to stop. */
    List<String> told() {
        return scene.allCommands().stream()
                .filter(command -> command.getBody() instanceof CancelStep)
                .map(StepCommand::getStep)
                .toList();
    }
}
