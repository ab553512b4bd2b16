package io.recoverymesh.standalone.simulation;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Checks what must always hold: admission A1–A4, guards B1–B7, time T1–T3, lifecycle L1–L6, flows F1. Fed either record
 * by record in the order of their commits, as the simulation does, or with whole recorded topics by {@link #check}.
 * (A5 and A6 compare two runs and are checked by whoever makes them.)
 */
public final class InvariantChecker {
    private final Findings findings = new Findings();
    private final List<Rules> rules;

    /**
     * @param startSlack how long after its check of {@code notAfter} a handler may take to reach the world
     * @param lateness how long after its time a deadline may be acted on, pauses that were told left out
     */
    public InvariantChecker(Duration startSlack, Duration lateness) {
        Recorded recorded = new Recorded();
        LifecycleRules lifecycle = new LifecycleRules(recorded, findings, lateness);
        rules = List.of(
                recorded,
                new AdmissionRules(recorded, findings),
                new GuardRules(recorded, findings),
                new BreakerRules(recorded, findings),
                new PlanRules(recorded, findings, lifecycle, lateness),
                lifecycle,
                new EffectRules(recorded, findings, startSlack),
                new FlowRules(findings));
    }

    /** Checks recorded topics after the fact; each list in the order of its topic. */
    public static List<Violation> check(
            Collection<RecoveryRequest> requests,
            Collection<RecoveryEvent> events,
            Collection<StepCommand> commands,
            Collection<StepResult> results,
            Collection<Effect> world) {
        InvariantChecker checker = new InvariantChecker(Duration.ofSeconds(2), Duration.ofMinutes(10));
        requests.forEach(checker::request);
        results.forEach(checker::result);
        events.forEach(checker::event);
        commands.forEach(checker::command);
        world.forEach(checker::effect);
        return checker.finish();
    }

    public void request(RecoveryRequest request) {
        rules.forEach(rule -> rule.request(request));
    }

    /** As correlation took it in; optional: without it the fleet limit is checked by storms alone. */
    public void health(TargetHealth health) {
        rules.forEach(rule -> rule.health(health));
    }

    /** Nobody decided anything in a group for a while: deadlines may be late by that. */
    public void paused(String group, Instant from, Instant until) {
        rules.forEach(rule -> rule.paused(group, from, until));
    }

    public void result(StepResult result) {
        rules.forEach(rule -> rule.result(result));
    }

    public void event(RecoveryEvent event) {
        for (Object fact : event.getFacts()) {
            rules.forEach(rule -> rule.fact(event, fact));
        }
    }

    public void command(StepCommand command) {
        rules.forEach(rule -> rule.command(command));
    }

    public void effect(Effect effect) {
        rules.forEach(rule -> rule.effect(effect));
    }

    /** What is wrong so far. */
    public List<Violation> violations() {
        return findings.violations();
    }

    /** To be asked once faults have stopped and everything had time to end: also what is missing is wrong now. */
    public List<Violation> finish() {
        rules.forEach(Rules::finish);
        return findings.violations();
    }
}
