package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.plan.Next;
import io.recoverymesh.correlation.plan.PlanGraph;
import io.recoverymesh.correlation.plan.Planner;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepsReset;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Advances plans: what begins, what is passed by, what a result leads to, how the plan ends. */
final class Coordinator {
    private final Policies policies;
    private final Dispatch dispatch;
    private final Beginning beginning;
    private final Compensation compensation;

    Coordinator(Policies policies, Contracts contracts) {
        this.policies = policies;
        this.dispatch = new Dispatch(contracts);
        this.beginning = new Beginning(dispatch);
        this.compensation = new Compensation(dispatch);
    }

    /** The first steps of a recovery that is being admitted. */
    void begin(Draft draft, RecoveryStarted started, String recoveryId, Question question, Ledger ledger) {
        Recovery recovery = Recovery.start(
                draft.toEvent(GroupState.NEW),
                started,
                recoveryId,
                question.policy(),
                Templates.variables(question.request().getSignal()));
        advance(new Progress(draft, recovery, policies.graph(question.policy()), ledger));
    }

    /** A decision about one recovery, by the policy in the version it began with. */
    Progress progress(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Draft draft = new Draft(recovery.group(), recovery.target(), recovery.flowId(), cause, now)
                .about(recovery.id(), recovery.policy());
        return new Progress(draft, recovery, graphOf(recovery, ledger), ledger);
    }

    /** Its plan, in the version it began with. */
    PlanGraph graphOf(Recovery recovery, Ledger ledger) {
        String document = ledger.plans().get(recovery.policyVersion());
        if (document == null) {
            throw new IllegalStateException("Expected the plan " + recovery.policyVersion() + " of " + recovery.id());
        }
        return policies.graph(recovery.policyVersion(), document);
    }

    /** Whatever follows now: steps begin or are passed by; in the end the verification. */
    void advance(Progress progress) {
        Planner planner = new Planner(progress.graph());
        while (progress.recovery().phase() == Phase.RUNNING) {
            switch (planner.next(progress.recovery())) {
                case Next.Begin next -> begin(progress, next.step());
                case Next.Skip next -> skip(progress, next.step(), next.reached(), next.reason());
                case Next.Fail next -> refuse(progress, next.step(), next.reason());
                case Next.Waiting ignored -> {
                    return;
                }
                case Next.Done ignored -> Verifying.begin(progress);
            }
        }
    }

    /** A step, or the undoing of one, has its result: what that leads to, and whatever follows. */
    void ended(Progress progress, String step) {
        if (progress.recovery().phase() == Phase.COMPENSATING) {
            compensation.next(progress);
            return;
        }
        settle(progress, step);
        advance(progress);
    }

    /** It is not known whether a step took effect, and it must not be tried again: a person decides. */
    void lost(Progress progress, String step, String reason) {
        if (progress.recovery().phase() == Phase.COMPENSATING) {
            compensation.next(progress);
            return;
        }
        cancelRest(progress, "step " + step + " is lost");
        Endings.end(progress, Outcome.UNKNOWN, "step " + step + ": " + reason);
    }

    /** The next attempt of a step. */
    void retry(Progress progress, StepRun run) {
        String problem = dispatch.send(progress, run);
        if (problem != null) {
            progress.step(run.id(), refused(progress.run(run.id()), problem));
            ended(progress, run.id());
        }
    }

    /** Asks its handler whether the effect of a step's attempt took place. */
    void probe(Progress progress, StepRun run, String reason) {
        dispatch.probe(progress, run, reason);
    }

    /** An operator wants steps to be done again. The plan decides whether the first may begin: an approval stays one. */
    void again(Progress progress, String step, List<String> steps, String reason) {
        progress.fact(StepsReset.newBuilder(reset(step, steps, reason))
                .setSameVisit(true)
                .build());
        if (progress.graph().step(step).after() == null) {
            begin(progress, step);
        }
        advance(progress);
    }

    /** Tells the handler to stop what it may have in hand. */
    void cancel(Progress progress, StepRun run, String reason) {
        dispatch.cancel(progress, run, reason);
    }

    /** The policy that a request is about. */
    Policy policyOf(RecoveryRequest request) {
        return policies.of(request.getPolicyVersion(), request.getPolicyDocument());
    }

    /** Goes on without a step. */
    void skip(Progress progress, String step, boolean reached, String reason) {
        progress.step(
                step,
                StepSkipped.newBuilder()
                        .setStep(step)
                        .setReached(reached)
                        .setReason(reason)
                        .build());
    }

    /** Stops what has not ended; handlers are told. */
    void cancelRest(Progress progress, String reason) {
        for (StepRun run : progress.recovery().steps()) {
            if (!run.phase().isTerminal()) {
                dispatch.cancel(progress, run, reason);
                progress.step(
                        run.id(),
                        StepCancelled.newBuilder()
                                .setStep(run.id())
                                .setAttempt(run.tries() == 0 ? 0 : run.attempt())
                                .setReason(reason)
                                .build());
            }
        }
    }

    private void begin(Progress progress, String step) {
        switch (beginning.begin(progress, step)) {
            case Beginning.UnderWay ignored -> {}
            case Beginning.Ended ignored -> settle(progress, step);
            case Beginning.Passed passed -> skip(progress, step, true, passed.reason());
            case Beginning.Impossible impossible -> refuse(progress, step, impossible.reason());
        }
    }

    /** A step that cannot be done fails. */
    private void refuse(Progress progress, String step, String reason) {
        progress.step(step, refused(progress.run(step), reason));
        settle(progress, step);
    }

    /** What the result of a step leads to, besides the steps that come after it. */
    private void settle(Progress progress, String step) {
        Step.Result result = Planner.resultOf(progress.run(step));
        if (result == null) {
            return;
        }
        String to = progress.graph().edge(step, result);
        if (to != null) {
            enter(progress, to, step);
        } else if (result != Step.Result.SUCCEEDED && !new Planner(progress.graph()).isPassedOver(step)) {
            failPlan(progress, step);
        }
    }

    /** An edge leads to a step: it begins, for the first time or again. */
    private void enter(Progress progress, String step, String from) {
        StepRun run = progress.run(step);
        if (!run.phase().isTerminal()) {
            if (run.visiting() > run.visit()) {
                begin(progress, step);
            }
            return;
        }
        int most = progress.graph().step(step).maxVisits();
        if (run.visit() >= most) {
            exceeded(progress, step, from, most);
            return;
        }
        List<String> again = progress.graph().from(step).stream()
                .filter(id -> progress.run(id).phase().isTerminal())
                .toList();
        progress.fact(reset(step, again, from + " " + wordOf(progress.run(from)) + " and leads back to " + step));
        begin(progress, step);
    }

    /** The bound of a cycle: the step fails, and no edge of it leads into the cycle again. */
    private void exceeded(Progress progress, String step, String from, int most) {
        int visited = progress.run(step).visit();
        String reason = "Expected at most " + visits(most) + " of " + step + " in an iteration, but " + from
                + " leads to it again: visited " + times(visited) + ", maxVisits is " + most;
        progress.fact(reset(step, List.of(step), from + " leads back to " + step));
        progress.step(step, refused(progress.run(step), reason));
        String to = progress.graph().edge(step, Step.Result.FAILED);
        boolean leadsOut = to != null && !progress.graph().from(to).contains(step);
        if (to != null && leadsOut) {
            enter(progress, to, step);
        } else if (to != null || !new Planner(progress.graph()).isPassedOver(step)) {
            failPlan(progress, step);
        }
    }

    /** Fail fast: nothing new begins, what runs is cancelled. */
    private void failPlan(Progress progress, String step) {
        String reason = "step " + step + " failed: " + lastWords(progress, step);
        cancelRest(progress, "step " + step + " failed");
        if (progress.policy().onFailure() == Policy.OnFailure.COMPENSATE && compensation.begin(progress, reason)) {
            return;
        }
        Endings.end(progress, Outcome.FAILED, reason);
    }

    private static String lastWords(Progress progress, String step) {
        List<Object> facts = progress.draft().facts();
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i) instanceof StepFailed failed && failed.getStep().equals(step)) {
                return failed.getError();
            }
        }
        return wordOf(progress.run(step));
    }

    private static String wordOf(StepRun run) {
        FailureKind failure = run.failure();
        return failure == null
                ? run.phase().name().toLowerCase(Locale.ROOT)
                : failure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String visits(int n) {
        return n == 1 ? "1 visit" : n + " visits";
    }

    private static String times(int n) {
        return n == 1 ? "once" : n + " times";
    }

    private static StepsReset reset(String step, List<String> steps, String reason) {
        return StepsReset.newBuilder()
                .setStep(step)
                .setSteps(steps)
                .setReason(reason)
                .build();
    }

    /** A step that cannot even be sent. */
    static StepFailed refused(StepRun run, String error) {
        return StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(FailureKind.REFUSED)
                .setError(error)
                .build();
    }
}
