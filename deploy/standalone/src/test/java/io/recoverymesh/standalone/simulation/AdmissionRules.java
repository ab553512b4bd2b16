package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A1 one admission per key, A2 one verdict per request, A3 no command before it, A4 no retraction, T1, T2, B7. */
final class AdmissionRules implements Rules {
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final Recorded recorded;
    private final Findings findings;
    private final Map<String, String> admitted = new HashMap<>();
    private final Set<String> recoveries = new HashSet<>();
    private final Map<String, List<Verdict>> verdicts = new HashMap<>();
    private final Map<String, RecoveryEvent> bySequence = new HashMap<>();

    AdmissionRules(Recorded recorded, Findings findings) {
        this.recorded = recorded;
        this.findings = findings;
    }

    @Override
    public void fact(RecoveryEvent event, Object fact) {
        RecoveryEvent earlier = bySequence.putIfAbsent(event.getGroup() + "@" + event.getSequence(), event);
        findings.expect(
                earlier == null || earlier.equals(event),
                "A4",
                () -> "decision " + event.getSequence() + " of " + event.getGroup() + " was " + earlier + " and is "
                        + event);
        if (fact instanceof VerdictGiven verdict) {
            verdict(event, verdict);
        }
    }

    @Override
    public void command(StepCommand command) {
        findings.expect(
                recoveries.contains(command.getRecoveryId())
                        || command.getStep().startsWith("notice:"), // tells people, recovers nothing
                "A3",
                () -> "no admission before command " + command);
    }

    @Override
    public void finish() {
        recorded.requests()
                .keySet()
                .forEach(id -> findings.expect(verdicts.containsKey(id), "A2", () -> "no verdict on request " + id));
        verdicts.forEach((id, given) ->
                findings.expect(given.getLast() != Verdict.DEFERRED, "A2", () -> "request " + id + " waits for ever"));
    }

    private void verdict(RecoveryEvent event, VerdictGiven verdict) {
        List<Verdict> given = verdicts.computeIfAbsent(verdict.getRequestId(), id -> new ArrayList<>(2));
        given.add(verdict.getVerdict());
        boolean first = given.size() == 1;
        boolean second =
                given.size() == 2 && given.getFirst() == Verdict.DEFERRED && given.getLast() != Verdict.DEFERRED;
        findings.expect(first || second, "A2", () -> "verdicts " + given + " on request " + verdict.getRequestId());
        if (verdict.getVerdict() == Verdict.ADMITTED) {
            String recovery = String.valueOf(event.getRecoveryId());
            String other = admitted.putIfAbsent(verdict.getIdempotencyKey(), recovery);
            findings.expect(
                    other == null,
                    "A1",
                    () -> "key " + verdict.getIdempotencyKey() + " admitted as " + other + " and as " + recovery);
            recoveries.add(recovery);
            evidence(event, verdict);
        }
    }

    private void evidence(RecoveryEvent event, VerdictGiven verdict) {
        GuardSettings guard = recorded.policy(verdict).guard();
        findings.expect(
                verdict.getDepth() <= guard.maxDepth(), "B7", () -> "depth " + verdict.getDepth() + " in " + verdict);
        RecoveryRequest request = recorded.requests().get(verdict.getRequestId());
        if (request != null) {
            Duration age = Duration.between(request.getEventTime(), event.getAt());
            findings.expect(
                    age.compareTo(guard.maxEventAge()) <= 0,
                    "T1",
                    () -> "admitted at an age of " + age + ": " + request);
            findings.expect(age.plus(FUTURE).compareTo(Duration.ZERO) >= 0, "T2", () -> "from the future: " + request);
        }
    }
}
