package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts decisions, in the order of their log, into a {@link Report}. */
public final class Tally {
    /** An objective met with less than this share of its time left was nearly missed. */
    public static final int NEAR_PERCENT = 20;

    public static final int MOST_NEAR_MISSES = 100;
    private static final Set<Verdict> ALLOWED = Set.of(Verdict.ADMITTED, Verdict.OBSERVED, Verdict.AWAITING_APPROVAL);
    private static final String NO_POLICY = "none";

    private final Scope scope;
    private final Map<ServiceKey, ServiceTally> services = new TreeMap<>();
    private final Map<String, PolicyTally> policies = new TreeMap<>();
    private final Map<SuppressedKey, Count> suppressed = new TreeMap<>();
    private final Map<UnsuccessfulKey, Count> unsuccessful = new TreeMap<>();
    private final Deque<Report.NearMiss> nearMisses = new ArrayDeque<>();
    private final Set<String> troubles = new HashSet<>();
    private long decisions;

    public Tally(Scope scope) {
        this.scope = scope;
    }

    /** Counts one decision, if the scope contains it. */
    public void add(RecoveryEvent event) {
        if (scope.contains(event)) {
            decisions++;
            event.getFacts().forEach(fact -> count(event, fact));
        }
    }

    /** What was counted so far; lines in the order of their names. */
    public Report report() {
        return new Report(
                decisions,
                services.entrySet().stream()
                        .map(e -> e.getValue().line(e.getKey()))
                        .toList(),
                policies.entrySet().stream()
                        .map(e -> e.getValue().line(e.getKey()))
                        .toList(),
                suppressed.entrySet().stream()
                        .map(e -> e.getKey().line(e.getValue()))
                        .sorted(Comparator.comparingInt(Report.SuppressedLine::count)
                                .reversed())
                        .toList(),
                unsuccessful.entrySet().stream()
                        .map(e -> e.getKey().line(e.getValue()))
                        .sorted(Comparator.comparingInt(Report.UnsuccessfulLine::count)
                                .reversed())
                        .toList(),
                nearMisses.stream()
                        .sorted(Comparator.comparing(Report.NearMiss::at).reversed())
                        .toList());
    }

    private void count(RecoveryEvent event, Object fact) {
        switch (fact) {
            case VerdictGiven verdict -> verdict(event, verdict);
            case RecoveryEnded ended -> ended(event, ended);
            case EscalationRaised ignored -> policy(event).escalated();
            case StepAttemptFailed ignored -> service(event).retried();
            case StepLost ignored -> service(event).lost();
            default -> {}
        }
    }

    private void verdict(RecoveryEvent event, VerdictGiven verdict) {
        policy(event).verdict(event, verdict);
        if (!ALLOWED.contains(verdict.getVerdict())) {
            String guard = verdict.getGuard() == null ? NO_POLICY : verdict.getGuard();
            suppressed
                    .computeIfAbsent(
                            new SuppressedKey(policyOf(event), verdict.getVerdict(), guard), key -> new Count())
                    .add(event, verdict.getReason());
        }
    }

    private void ended(RecoveryEvent event, RecoveryEnded ended) {
        policy(event).ended(ended.getOutcome());
        boolean first = troubles.add(event.getFlowId() + "|" + event.getGroup() + "/" + event.getTarget());
        boolean near = isNear(ended);
        service(event).ended(ended, first, near);
        if (ended.getOutcome() != Outcome.RECOVERED) {
            unsuccessful
                    .computeIfAbsent(
                            new UnsuccessfulKey(
                                    event.getGroup(), Scope.serviceOf(event), policyOf(event), ended.getOutcome()),
                            key -> new Count())
                    .add(event, ended.getReason());
        }
        if (near) {
            nearMiss(event, ended);
        }
    }

    private void nearMiss(RecoveryEvent event, RecoveryEnded ended) {
        Long took = ended.getRecoveryTimeMs();
        Long rto = ended.getRtoMs();
        if (took == null || rto == null) {
            return;
        }
        nearMisses.addLast(new Report.NearMiss(
                event.getAt(),
                event.getFlowId(),
                event.getRecoveryId(),
                event.getGroup(),
                event.getTarget(),
                policyOf(event),
                took,
                rto));
        if (nearMisses.size() > MOST_NEAR_MISSES) {
            nearMisses.removeFirst();
        }
    }

    private static boolean isNear(RecoveryEnded ended) {
        Long took = ended.getRecoveryTimeMs();
        Long rto = ended.getRtoMs();
        return Boolean.TRUE.equals(ended.getRtoMet())
                && took != null
                && rto != null
                && took * 100 > rto * (100 - NEAR_PERCENT);
    }

    private ServiceTally service(RecoveryEvent event) {
        return services.computeIfAbsent(
                new ServiceKey(event.getGroup(), Scope.serviceOf(event), policyOf(event)), key -> new ServiceTally());
    }

    private PolicyTally policy(RecoveryEvent event) {
        return policies.computeIfAbsent(policyOf(event), key -> new PolicyTally());
    }

    private static String policyOf(RecoveryEvent event) {
        return event.getPolicy() == null ? NO_POLICY : event.getPolicy();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    record ServiceKey(String group, String service, String policy) implements Comparable<ServiceKey> {
        @Override
        public int compareTo(ServiceKey other) {
            return compare(List.of(group, service, policy), List.of(other.group, other.service, other.policy));
        }
    }

    private record SuppressedKey(String policy, Verdict verdict, String guard) implements Comparable<SuppressedKey> {
        Report.SuppressedLine line(Count count) {
            return new Report.SuppressedLine(policy, verdict, guard, count.count(), count.last());
        }

        @Override
        public int compareTo(SuppressedKey other) {
            return compare(
                    List.of(policy, verdict.name(), guard), List.of(other.policy, other.verdict.name(), other.guard));
        }
    }

    private record UnsuccessfulKey(String group, String service, String policy, Outcome outcome)
            implements Comparable<UnsuccessfulKey> {
        Report.UnsuccessfulLine line(Count count) {
            return new Report.UnsuccessfulLine(group, service, policy, outcome, count.count(), count.last());
        }

        @Override
        public int compareTo(UnsuccessfulKey other) {
            return compare(
                    List.of(group, service, policy, outcome.name()),
                    List.of(other.group, other.service, other.policy, other.outcome.name()));
        }
    }
}
