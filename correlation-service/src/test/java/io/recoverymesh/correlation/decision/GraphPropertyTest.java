package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

class GraphPropertyTest {
    private static final int LONGEST = 600;
    private static final Set<Class<?>> SEEN = new HashSet<>();

    @AfterContainer
    static void everyShapeWasAmongThem() {
        assertThat(SEEN)
                .contains(
                        StepSkipped.class,
                        StepsReset.class,
                        IterationStarted.class,
                        CompensationStarted.class,
                        ApprovalRequested.class,
                        HealthAwaited.class,
                        EscalationRaised.class);
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void everyPlanEndsAndItsLimitsHoldAndItsFactsRebuildIt(@ForAll long seed) {
        Play play = new Play(seed);
        for (int i = 0; i < LONGEST && !play.recovery().isEnded(); i++) {
            play.anything();
            play.everyDeliveryTwice();
            limits(play);
        }
        Recovery recovery = play.recovery();
        assertThat(recovery.isEnded()).as(play.toString()).isTrue();
        assertThat(recovery.steps()).as("L1").allMatch(run -> run.phase().isTerminal());
        assertThat(play.scene.facts(RecoveryEnded.class)).hasSize(1);
        assertThat(play.scene.target("db").awaitedBy()).isEmpty();
        rebuilds(play);
        play.scene.facts().forEach(fact -> SEEN.add(fact.getClass()));
    }

    private static void limits(Play play) {
        Recovery recovery = play.recovery();
        Policy policy = play.plan.policy();
        Policy.Repeat repeat = policy.repeat();
        assertThat(recovery.iteration()).as("L5").isLessThanOrEqualTo(repeat == null ? 1 : repeat.max());
        int all = policy.steps().stream().mapToInt(Step::maxVisits).sum();
        for (StepRun run : recovery.steps()) {
            assertThat(run.visit()).as("L5: " + run).isLessThanOrEqualTo(all + 1);
            if (run.phase() != StepPhase.PENDING && !run.phase().isTerminal()) {
                assertThat(play.hasDeadline(run)).as("T3: " + run).isTrue();
            }
        }
        if (recovery.phase() == Phase.RUNNING) {
            assertThat(recovery.steps())
                    .as("something is under way: " + play)
                    .anyMatch(run ->
                            run.phase() != StepPhase.PENDING && !run.phase().isTerminal());
        }
        Set<String> effects = new HashSet<>();
        Map<String, Long> fences = new HashMap<>();
        for (StepCommand command : play.scene.runs()) {
            assertThat(effects.add(command.getIdempotencyKey() + "#" + command.getAttempt()))
                    .as("one command per attempt")
                    .isTrue();
            if (!command.getStep().startsWith(Notices.STEP)) {
                assertThat(command.getFence()).as("B6").isGreaterThan(fences.getOrDefault("", 0L));
                fences.put("", command.getFence());
            }
        }
    }

    private static void rebuilds(Play play) {
        MemoryLedger rebuilt = new MemoryLedger();
        for (Object entry : play.scene.timeline()) {
            if (entry instanceof SeenHealth seen) {
                play.scene.correlator().replay(rebuilt, seen.health(), seen.at());
            } else {
                RecoveryEvent event = (RecoveryEvent) entry;
                boolean answers = event.getFacts().stream().anyMatch(VerdictGiven.class::isInstance);
                play.scene.correlator().replay(rebuilt, event, answers ? play.request : null);
            }
        }
        MemoryLedger live = play.scene.ledger();
        assertThat(rebuilt.recoveries().entries()).isEqualTo(live.recoveries().entries());
        assertThat(rebuilt.targets().entries()).isEqualTo(live.targets().entries());
        assertThat(rebuilt.groups().entries()).isEqualTo(live.groups().entries());
    }

    /** One plan on one target, and a world in which anything may happen. */
    private static final class Play {
        final Scene scene = new Scene();
        final Plan plan;
        final RecoveryRequest request;
        private final Random random;
        private final List<Input> delivered = new ArrayList<>();

        Play(long seed) {
            plan = new RandomGraphs(seed).plan();
            random = new Random(seed);
            scene.down(Stage.TARGET);
            request = scene.request(plan, Stage.TARGET);
            scene.give(request);
        }

        Recovery recovery() {
            return scene.recovery();
        }

        boolean hasDeadline(StepRun run) {
            String subject = recovery().id() + "#" + run.id();
            return scene.ledger().deadlines().entries().values().stream()
                    .anyMatch(deadline -> deadline.subject().equals(subject));
        }

        void anything() {
            switch (random.nextInt(12)) {
                case 0 -> scene.health(random.nextBoolean() ? "db" : Stage.TARGET, anyHealth());
                case 1, 2 -> scene.after(Duration.ofSeconds(1 + random.nextInt(20)));
                case 3 -> order();
                default -> answer();
            }
        }

        private HealthStatus anyHealth() {
            return List.of(HealthStatus.UP, HealthStatus.DOWN, HealthStatus.DEGRADED)
                    .get(random.nextInt(3));
        }

        private void answer() {
            List<StepRun> flying =
                    recovery().steps().stream().filter(StepRun::isInFlight).toList();
            if (flying.isEmpty()) {
                scene.after(Duration.ofSeconds(5));
                return;
            }
            StepRun run = flying.get(random.nextInt(flying.size()));
            StepCommand command = scene.runs().stream()
                    .filter(c -> c.getStep().equals(run.id()) && c.getAttempt() == run.attempt())
                    .findFirst()
                    .orElseThrow();
            switch (random.nextInt(8)) {
                case 0 -> scene.failed(command);
                case 1 -> scene.failed(command, FailureKind.FAILED, true);
                case 2 -> scene.started(command);
                case 3 -> scene.after(Duration.ofSeconds(45));
                default -> scene.result(command, new AttemptSucceeded("{\"x\": " + random.nextInt(10) + "}", 3L));
            }
        }

        private void order() {
            List<StepRun> steps = recovery().steps();
            OperatorActionKind kind = List.of(
                            OperatorActionKind.APPROVE,
                            OperatorActionKind.APPROVE,
                            OperatorActionKind.REJECT,
                            OperatorActionKind.RETRY_STEP,
                            OperatorActionKind.SKIP_STEP)
                    .get(random.nextInt(5));
            OperatorAction action = scene.action(kind, OperatorScope.STEP, Stage.TARGET)
                    .setRecoveryId(recovery().id())
                    .setStep(steps.get(random.nextInt(steps.size())).id())
                    .setBy("bob")
                    .build();
            delivered.add(new Input.Acted(action));
            scene.feed(new Input.Acted(action));
        }

        /** What was delivered last comes once more: it changes nothing but that a late result is noted. */
        void everyDeliveryTwice() {
            int commands = scene.allCommands().size();
            int events = scene.events().size();
            Recovery before = recovery();
            for (Input input : delivered) {
                scene.feed(input);
            }
            delivered.clear();
            assertThat(scene.allCommands()).as("A5").hasSize(commands);
            assertThat(scene.events().subList(events, scene.events().size()))
                    .as("A5")
                    .allMatch(event -> event.getFacts().stream().allMatch(ResultIgnored.class::isInstance));
            assertThat(recovery()).as("A5").isEqualTo(before);
        }

        @Override
        public String toString() {
            return plan.document() + "\n" + recovery();
        }
    }
}
