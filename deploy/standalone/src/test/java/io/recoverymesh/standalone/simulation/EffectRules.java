package io.recoverymesh.standalone.simulation;

import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** L3 no effect without a committed start, A3 none without a committed command, L6 once is once, T1 not after its time. */
final class EffectRules implements Rules {
    private final Recorded recorded;
    private final Findings findings;
    private final Duration startSlack;
    private final Map<String, Instant> started = new HashMap<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Integer> byCommand = new HashMap<>();

    EffectRules(Recorded recorded, Findings findings, Duration startSlack) {
        this.recorded = recorded;
        this.findings = findings;
        this.startSlack = startSlack;
    }

    @Override
    public void result(StepResult result) {
        if (result.getBody() instanceof AttemptStarted) {
            started.merge(result.getCommandId(), result.getAt(), (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    @Override
    public void effect(Effect effect) {
        StepCommand command = recorded.command(effect.commandId());
        findings.expect(command != null, "A3", () -> "an effect of no committed command: " + effect);
        Instant start = started.get(effect.commandId());
        findings.expect(
                start != null && !start.isAfter(effect.at()), "L3", () -> "an effect before its start: " + effect);
        int ofCommand = byCommand.merge(effect.commandId(), 1, Integer::sum);
        findings.expect(ofCommand == 1, "L3", () -> ofCommand + " effects of one attempt: " + effect);
        if (command != null && command.getBody() instanceof RunStep run) {
            findings.expect(
                    !effect.at().isAfter(run.getNotAfter().plus(startSlack)),
                    "T1",
                    () -> "an effect after " + run.getNotAfter() + ": " + effect);
            once(effect, run);
        }
    }

    private void once(Effect effect, RunStep run) {
        if (effect.accepted() && run.getSafety() == Safety.ONCE) {
            int count = effects.merge(effect.idempotencyKey(), 1, Integer::sum);
            findings.expect(count == 1, "L6", () -> count + " effects of a step that is once: " + effect);
        }
    }
}
