package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.trigger.Declared.onAlert;
import static io.recoverymesh.trigger.Declared.onAnomaly;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.at;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.Declared;
import io.recoverymesh.trigger.Sent;
import io.recoverymesh.trigger.catalogue.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What must always hold, over random histories; the letters are those of the list of invariants. */
class TriggerCorePropertyTest {
    private static final int TRIES = 150;
    private static final Duration MAX_AGE = Duration.ofMinutes(15);
    private static final Catalogue CATALOGUE = Declared.catalogue(
            policy("down", onHealth("a", "DOWN").done()),
            policy(
                    "held",
                    onHealth(null, "DOWN", "DEGRADED")
                            .holdFor(Duration.ofSeconds(20))
                            .done()),
            policy(
                    "alerts",
                    onAlert("Errors").done(),
                    onAlert("Latency").holdFor(Duration.ofSeconds(10)).done()),
            policy(
                    "counts",
                    onAnomaly("latency").where("signal.score > 0.5").count(3).done()));

    /**
     * One thing that happens.
     *
     * @param gap seconds since the last
     * @param lag seconds between observation and arrival
     */
    record Step(String target, int what, int gap, int lag) {}

    @Property(tries = TRIES)
    void a5DuplicatesChangeNothing(@ForAll("histories") List<Step> history) {
        Bench once = new Bench(CATALOGUE);
        Bench twice = new Bench(CATALOGUE);
        run(history, once, 5, 0, false);
        run(history, twice, 5, 0, true);
        assertThat(ids(twice.requests)).isEqualTo(ids(once.requests));
        assertThat(twice.healths).isEqualTo(once.healths);
        assertThat(states(twice)).isEqualTo(states(once));
    }

    @Property(tries = TRIES)
    void t1T2NothingOldOrFutureIsRequested(@ForAll("histories") List<Step> history) {
        Bench bench = new Bench(CATALOGUE);
        run(history, bench, 5, 0, false);
        assertThat(bench.requests).allSatisfy(request -> {
            Duration age = Duration.between(request.getEventTime(), request.getRequestedAt());
            assertThat(age).isBetween(TriggerCore.FUTURE_TOLERANCE.negated().minusSeconds(30), MAX_AGE);
        });
        assertThat(bench.healths).allSatisfy(h -> assertThat(h.getSignal().getObservedAt())
                .isBeforeOrEqualTo(h.getChangedAt().plus(TriggerCore.FUTURE_TOLERANCE)));
    }

    @Property(tries = TRIES)
    void t4TheCadenceOfTicksChangesNoDecision(
            @ForAll("slowHistories") List<Step> history, @ForAll @IntRange(min = 1, max = 3) int cadence) {
        Bench exact = new Bench(CATALOGUE);
        Bench slow = new Bench(CATALOGUE);
        run(history, exact, 1, 0, false);
        run(history, slow, cadence, 0, false);
        assertThat(ids(slow.requests)).isEqualTo(ids(exact.requests));
    }

    @Property(tries = TRIES)
    void t5AHealthyReportCancelsWhatHasNotBegun(@ForAll("histories") List<Step> history) {
        Bench bench = new Bench(CATALOGUE);
        long now = run(history, bench, 5, 0, false) + 300;
        for (String target : List.of("a", "b")) {
            bench.send(health(target, HealthStatus.UP, now + 1), at(now + 1));
            bench.send(alert(target, "Errors", SignalState.RESOLVED, now + 1), at(now + 1));
            bench.send(alert(target, "Latency", SignalState.RESOLVED, now + 1), at(now + 1));
            bench.send(anomaly(target, SignalState.RESOLVED, 1, now + 1), at(now + 1));
        }
        int before = bench.requests.size();
        bench.tick(at(now + 1000));
        assertThat(bench.requests).hasSize(before);
        bench.store.keySet().forEach(key -> assertThat(bench.state(key).vitals().episode())
                .isNull());
    }

    @Property(tries = TRIES)
    void m1OtherTargetsChangeNothing(@ForAll("histories") List<Step> history) {
        Bench all = new Bench(CATALOGUE);
        run(history, all, 1, 0, false);
        Map<String, List<RecoveryRequest>> byTarget =
                all.requests.stream().collect(groupingBy(RecoveryRequest::getTarget));
        for (String target : List.of("a", "b")) {
            Bench alone = new Bench(CATALOGUE);
            run(history, alone, 1, 0, false, Set.of(target));
            assertThat(ids(alone.requests)).isEqualTo(ids(byTarget.getOrDefault(target, List.of())));
        }
    }

    @Property(tries = TRIES)
    void m4PoliciesAndSignalsThatMatchNothingChangeNothing(@ForAll("histories") List<Step> history) {
        Bench bench = new Bench(CATALOGUE);
        Bench noisy = new Bench(Declared.catalogue(
                policy("down", onHealth("a", "DOWN").done()),
                policy(
                        "held",
                        onHealth(null, "DOWN", "DEGRADED")
                                .holdFor(Duration.ofSeconds(20))
                                .done()),
                policy(
                        "alerts",
                        onAlert("Errors").done(),
                        onAlert("Latency").holdFor(Duration.ofSeconds(10)).done()),
                policy(
                        "counts",
                        onAnomaly("latency")
                                .where("signal.score > 0.5")
                                .count(3)
                                .done()),
                policy("nothing", onHealth("z", "DOWN").done(), onAlert("Zzz").done())));
        run(history, bench, 5, 0, false);
        for (Step step : history) {
            noisy.send(health("quiet", HealthStatus.UP, step.gap()), at(0));
        }
        run(history, noisy, 5, 0, false);
        assertThat(ids(noisy.requests)).isEqualTo(ids(bench.requests));
    }

    @Property(tries = TRIES)
    void m6ShiftingAllTimesChangesNoDecision(
            @ForAll("histories") List<Step> history, @ForAll @IntRange(min = 1, max = 1_000_000) int shift) {
        Bench here = new Bench(CATALOGUE);
        Bench later = new Bench(CATALOGUE);
        run(history, here, 5, 0, false);
        run(history, later, 5, shift, false);
        assertThat(shape(later)).isEqualTo(shape(here));
    }

    @Property(tries = TRIES)
    void healthIsPublishedOnlyWhenItOrItsFlappingChanges(@ForAll("histories") List<Step> history) {
        Bench bench = new Bench(CATALOGUE);
        run(history, bench, 5, 0, false);
        bench.healths.stream()
                .collect(groupingBy(TargetHealth::getTarget))
                .values()
                .forEach(changes -> {
                    for (int i = 1; i < changes.size(); i++) {
                        assertThat(shown(changes.get(i))).isNotEqualTo(shown(changes.get(i - 1)));
                        assertThat(changes.get(i).getPrevious())
                                .isEqualTo(changes.get(i - 1).getHealth());
                        assertThat(changes.get(i).getSince())
                                .isAfterOrEqualTo(changes.get(i - 1).getSince());
                    }
                });
    }

    private static List<Object> shown(TargetHealth health) {
        return List.of(health.getHealth(), health.getFlapping());
    }

    /** Found by chance: two changes there and back make it flap, and twenty steady reports end that while it is DOWN. */
    @Test
    void aTargetThatStaysDownIsPublishedOnceMoreWhenItsFlappingEnds() {
        Bench bench = new Bench(CATALOGUE);
        for (int i = 0; i < 5; i++) {
            HealthStatus status = i % 2 == 0 ? HealthStatus.UP : HealthStatus.DOWN;
            bench.send(health("a", status, i), at(i));
        }
        bench.send(health("a", HealthStatus.DOWN, 5), at(5));
        for (int i = 6; i < 60; i++) {
            bench.send(health("a", HealthStatus.DOWN, i), at(i));
        }
        assertThat(bench.healths.stream()
                        .map(TriggerCorePropertyTest::shown)
                        .toList()
                        .reversed()
                        .subList(0, 2))
                .containsExactly(List.of(HealthStatus.DOWN, false), List.of(HealthStatus.DOWN, true));
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.frequency(
                                Tuple.of(8, 0),
                                Tuple.of(2, 7),
                                Tuple.of(1, 1200),
                                Tuple.of(1, -200),
                                Tuple.of(1, -900)))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    /** Nothing happens within a tick of a deadline: gaps are odd multiples of 5, holds are even ones of 10. */
    @Provide
    Arbitrary<List<Step>> slowHistories() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 9), Arbitraries.of(45, 55, 135))
                .as((target, what, gap) -> new Step(target, what, gap, 0))
                .list()
                .ofMaxSize(40);
    }

    private static long run(List<Step> history, Bench bench, int cadence, long shift, boolean twice) {
        return run(history, bench, cadence, shift, twice, Set.of("a", "b"));
    }

    /** Ticks every {@code cadence} seconds between the steps; returns the time of the end. */
    private static long run(
            List<Step> history, Bench bench, int cadence, long shift, boolean twice, Set<String> targets) {
        long now = shift;
        for (Step step : history) {
            long next = now + step.gap();
            for (long tick = now + cadence; tick < next; tick += cadence) {
                bench.tick(at(tick));
            }
            now = next;
            if (targets.contains(step.target())) {
                SpecificRecord signal = signal(step, now - step.lag(), shift);
                bench.send(signal, at(now));
                if (twice) {
                    bench.send(signal, at(now));
                }
            }
        }
        return now;
    }

    private static SpecificRecord signal(Step step, long second, long shift) {
        long started = Math.max(shift, second - 3);
        return switch (step.what()) {
            case 0, 1 -> health(step.target(), HealthStatus.UP, second);
            case 2, 3 -> health(step.target(), HealthStatus.DOWN, second);
            case 4 -> health(step.target(), HealthStatus.DEGRADED, second);
            case 5 -> health(step.target(), HealthStatus.UNKNOWN, second);
            case 6 -> Sent.firing(step.target(), "Errors", started, second);
            case 7 -> Sent.firing(step.target(), "Latency", started, second);
            case 8 -> Sent.resolved(step.target(), "Latency", started, second);
            default -> anomaly(step.target(), SignalState.FIRING, 0.9, second);
        };
    }

    private static HealthReported health(String target, HealthStatus status, long second) {
        return Sent.health(target, status, second);
    }

    private static AlertReceived alert(String target, String name, SignalState state, long second) {
        return state == SignalState.FIRING
                ? Sent.firing(target, name, second, second)
                : Sent.resolved(target, name, second, second);
    }

    private static AnomalyDetected anomaly(String target, SignalState state, double score, long second) {
        return AnomalyDetected.newBuilder(Sent.anomaly(target, "latency", score, second))
                .setState(state)
                .build();
    }

    private static List<String> ids(List<RecoveryRequest> requests) {
        return requests.stream().map(RecoveryRequest::getId).toList();
    }

    private static Map<String, TargetState> states(Bench bench) {
        return bench.store.keySet().stream().collect(Collectors.toMap(k -> k, bench::state));
    }

    /** Everything but ids and times. */
    private static List<String> shape(Bench bench) {
        List<String> shape = new ArrayList<>();
        bench.requests.forEach(
                r -> shape.add(r.getPolicy() + r.getTarget() + r.getSignal().getState()));
        bench.healths.forEach(h -> shape.add(h.getTarget() + h.getHealth()));
        bench.events.forEach(e -> shape.add(e.getPolicy() + e.getClause() + e.getKind() + e.getTarget()));
        return shape;
    }
}
