package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.correlation.decision.Correlator;
import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.correlation.decision.Policies;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The correlation service, without Kafka. */
final class CorrelationSide {
    private final Cores cores;
    private final Correlator correlator = new Correlator(new Policies(new PolicyReader()));
    private final MemoryLedger ledger = new MemoryLedger();
    private final Surrounded surrounded;
    private final Map<String, RecoveryEvent> events = new HashMap<>();
    private final Map<String, String> asked = new HashMap<>();

    CorrelationSide(PolicyReading policies, Cores cores) {
        this.cores = cores;
        this.surrounded = new Surrounded(policies);
    }

    void deliver(Object record) {
        handle(
                switch (record) {
                    case RecoveryRequest request -> new Input.Requested(request);
                    case TargetHealth health -> {
                        surrounded.observe(health);
                        yield new Input.Observed(health);
                    }
                    case StepResult result -> new Input.Reported(result);
                    case TriggerEvent event -> new Input.Warned(event);
                    default -> throw new IllegalStateException("Expected an input of correlation, but got " + record);
                });
    }

    /** A person's word; what it is about is what waits for this target last. */
    void answer(Answer answer, String id) {
        RecoveryEvent about = events.get(answer.target());
        handle(new Input.Acted(OperatorAction.newBuilder()
                .setId(id)
                .setKind(answer.kind())
                .setScope(answer.step() == null ? OperatorScope.REQUEST : OperatorScope.STEP)
                .setGroup(about == null ? "default" : about.getGroup())
                .setTarget(answer.target())
                .setRecoveryId(about == null || answer.step() == null ? null : about.getRecoveryId())
                .setRequestId(answer.step() == null ? asked.get(answer.target()) : null)
                .setStep(answer.step())
                .setBy(answer.by())
                .setRoles(answer.roles())
                .setComment("the test says so")
                .setAt(cores.now())
                .build()));
    }

    /** When something is due next; null when nothing is. */
    @Nullable
    Instant nextDue() {
        Deadline first = first("~");
        return first == null ? null : first.due();
    }

    void tick() {
        String end = Deadline.firstAfter(cores.now());
        for (Deadline due = first(end); due != null; due = first(end)) {
            ledger.deadlines().delete(due.key());
            handle(new Input.Due(due));
        }
    }

    private @Nullable Deadline first(String end) {
        List<Deadline> first = new ArrayList<>(1);
        ledger.deadlines().scan("", end, (key, deadline) -> {
            first.add(deadline);
            return false;
        });
        return first.isEmpty() ? null : first.getFirst();
    }

    private void handle(Input input) {
        Surroundings surroundings = new Surroundings(cores.now(), true, 0, surrounded, null);
        for (Output output : correlator.handle(ledger, input, surroundings)) {
            switch (output) {
                case Output.Recorded recorded -> recorded(recorded.event());
                case Output.Commanded commanded -> cores.command(commanded.command(), commanded.handler());
                case Output.LoadChanged changed -> {}
                case Output.Dropped dropped -> {}
            }
        }
    }

    private void recorded(RecoveryEvent event) {
        for (Object fact : event.getFacts()) {
            switch (fact) {
                case RecoveryStarted ignored -> events.put(event.getTarget(), event);
                case VerdictGiven verdict -> {
                    if (verdict.getVerdict() == Verdict.AWAITING_APPROVAL) {
                        events.put(event.getTarget(), event);
                        asked.put(event.getTarget(), verdict.getRequestId());
                    }
                    tell(Kind.verdicts, verdict.getVerdict().name(), event, verdict.getGuard(), verdict.getReason());
                }
                case EscalationRaised raised ->
                    cores.happened(Happened.of(
                            Kind.escalations,
                            cores.now(),
                            String.join(" ", raised.getNotify()),
                            raised.getLevel().name(),
                            event.getPolicy(),
                            event.getTarget(),
                            raised.getReason()));
                case RecoveryEnded ended ->
                    cores.happened(Happened.of(
                            Kind.outcomes,
                            cores.now(),
                            ended.getOutcome().name(),
                            event.getPolicy(),
                            event.getTarget(),
                            event.getGroup(),
                            ended.getReason()));
                default -> {}
            }
        }
        // after the decision that it is part of
        cores.at(cores.now(), () -> cores.ended(event));
    }

    private void tell(Kind kind, String verdict, RecoveryEvent event, @Nullable String guard, String reason) {
        cores.happened(Happened.of(
                kind, cores.now(), verdict, event.getPolicy(), event.getTarget(), event.getGroup(), guard, reason));
    }
}
