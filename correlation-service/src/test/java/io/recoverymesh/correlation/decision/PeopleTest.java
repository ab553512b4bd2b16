package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.NoticeGiven;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Plan NAMES_ONCALL =
            Plan.auto("plan", "escalate: [{notify: oncall}, {after: 15m, notify: manager}]", "steps: [{run: exec/a}]");
    private static final Plan NAMES_NOBODY = Plan.auto("plain", "steps: [{run: exec/a}]");

    private final Scene scene = new Scene();

    @Test
    void aWarningReachesWhomItNames() {
        scene.down("payments");

        scene.feed(new Input.Warned(warning("w", "payments")));

        assertThat(notices(scene)).singleElement().satisfies(command -> {
            assertThat(command.getRecoveryId()).isEmpty();
            assertThat(command.getTarget()).isEqualTo("payments");
            assertThat(((RunStep) command.getBody()).getArguments())
                    .contains(
                            "\"channel\":\"oncall\"",
                            "\"title\":\"g/payments: restart warns\"",
                            "The condition lasted 1m",
                            "restart is asked for at ",
                            "./mesh explain payments -g g",
                            "./mesh flow f-1",
                            "\"target\":\"g/payments\"");
        });
    }

    @Test
    void aWarningIsPassedOnOnceAlsoWhenItIsDeliveredAgain() {
        TriggerEvent warning = warning("w", "payments");
        scene.feed(new Input.Warned(warning));
        scene.after(Duration.ofMinutes(5));
        scene.feed(new Input.Warned(warning));
        scene.after(Duration.ofHours(2));
        scene.feed(new Input.Warned(warning));

        assertThat(scene.facts(NoticeGiven.class).stream().map(NoticeGiven::getNoticeId))
                .containsOnly(scene.facts(NoticeGiven.class).getFirst().getNoticeId());
        assertThat(notices(scene).stream().map(StepCommand::getIdempotencyKey).distinct())
                .hasSize(1);
    }

    @Test
    void anOldWarningAndOneOfWhatIsHealthyAgainTellNobody() {
        TriggerEvent old = warning("old", "payments");
        TriggerEvent over = warning("over", "orders");
        scene.after(SOON);
        scene.up("orders");
        scene.feed(new Input.Warned(over));
        scene.after(Duration.ofMinutes(16));
        scene.feed(new Input.Warned(old));

        assertThat(notices(scene)).isEmpty();
        assertThat(scene.dropped()).hasSize(2);
    }

    @Test
    void whoeverIsNamedFirstIsToldWhenAGuardGivesUp() {
        flaps("payments");
        scene.ask(NAMES_ONCALL, "payments");

        assertThat(scene.last(EscalationRaised.class).getNotify()).containsExactly("oncall");
        assertThat(notices(scene)).singleElement().satisfies(command -> assertThat(arguments(command))
                .contains(
                        "\"channel\":\"oncall\"",
                        "plan is held back by flapping",
                        "Nothing happens automatically before ",
                        "./mesh ack payments -g g"));
    }

    @Test
    void aStormIsToldOnceWithTheNumberOfTargets() {
        String[] targets = IntStream.range(0, 10).mapToObj(i -> "t" + i).toArray(String[]::new);
        scene.up(targets);
        scene.after(SOON);
        scene.down(targets);
        for (String target : targets) {
            scene.ask(NAMES_ONCALL, target);
        }

        assertThat(notices(scene)).singleElement().satisfies(command -> assertThat(arguments(command))
                .contains("storm in group g", "10 of 10 targets", "\"severity\":\"critical\""));
    }

    @Test
    void whatComesCloseTogetherIsOneMessageWithItsNumber() {
        for (int i = 0; i < 500; i++) {
            scene.feed(new Input.Warned(warning("w" + i, "t" + i)));
        }
        assertThat(notices(scene)).hasSize(1);
        scene.succeeded(notices(scene).getFirst());

        scene.after(Duration.ofMinutes(1));

        assertThat(notices(scene)).hasSize(2);
        assertThat(arguments(notices(scene).getLast()))
                .contains("499 more notices about group g", "- g/t1: restart warns", "and 489 more", "./mesh top");
        assertThat(scene.last(NoticeGiven.class).getCount()).isEqualTo(499);
    }

    @Test
    void whileThereIsAlwaysMoreToTellMessagesBecomeRarerAndSingleOnesComeAtOnceAgainAfterwards() {
        for (int second = 0; second < 1_200; second += 10) {
            scene.feed(new Input.Warned(warning("w" + second, "t" + second)));
            notices(scene).forEach(scene::succeeded);
            scene.after(Duration.ofSeconds(10));
        }
        notices(scene).forEach(scene::succeeded);
        assertThat(notices(scene)).hasSizeBetween(5, 8);

        scene.after(Duration.ofMinutes(6));
        notices(scene).forEach(scene::succeeded);
        scene.after(Duration.ofMinutes(6));
        int before = notices(scene).size();
        scene.feed(new Input.Warned(warning("late", "late")));

        assertThat(notices(scene)).hasSize(before + 1);
    }

    @Test
    void groupsAndTheMeshNameWhomToTellWhereAPolicyNamesNobody() {
        Scene named = new Scene(new Addressees(Map.of("g", "team"), "everybody"));
        flaps(named, "payments");
        named.ask(NAMES_NOBODY, "payments");

        assertThat(arguments(notices(named).getLast())).contains("\"channel\":\"team\"");
        assertThat(new Addressees(Map.of("g", "team"), "everybody").of(List.of(), "other"))
                .isEqualTo("everybody");
    }

    @Test
    void itIsSaidThatNobodyWasToldWhereNobodyIsNamed() {
        flaps("payments");
        scene.ask(NAMES_NOBODY, "payments");

        assertThat(notices(scene)).isEmpty();
        assertThat(scene.last(NoticeAnswered.class).getTold()).isFalse();
        assertThat(scene.target("payments").untold())
                .startsWith("nobody was told: plain is held back by flapping")
                .contains("neither the policy (escalate) nor correlation.notify names one");
    }

    @Test
    void whatNoHandlerTakesIsTriedAgainAndSaidUntilSomebodyIsTold() {
        scene.down("payments");
        scene.feed(new Input.Warned(warning("w", "payments")));
        scene.after(Duration.ofMinutes(2));
        assertThat(scene.target("payments").untold())
                .startsWith(
                        "nobody was told: g/payments: restart warns, for oncall: Expected a handler for notify/send");
        assertThat(scene.last(NoticeAnswered.class).getRetryAt())
                .isEqualTo(scene.now().plus(Duration.ofMinutes(1)));

        scene.after(Duration.ofMinutes(1));
        assertThat(notices(scene)).extracting(StepCommand::getAttempt).containsExactly(1, 2);
        scene.succeeded(notices(scene).getLast());

        assertThat(scene.target("payments").untold()).isNull();
        scene.after(Duration.ofHours(1));
        assertThat(notices(scene)).hasSize(2);
    }

    @Test
    void afterThreeTriesItStaysSaidThatNobodyWasToldUntilSomebodyAcknowledges() {
        scene.down("payments");
        scene.feed(new Input.Warned(warning("w", "payments")));
        scene.after(Duration.ofHours(1));

        assertThat(notices(scene)).hasSize(3);
        assertThat(scene.last(NoticeAnswered.class).getRetryAt()).isNull();
        assertThat(scene.target("payments").untold()).isNotNull();

        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments"));
        assertThat(scene.target("payments").untold()).isNull();
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() {
        scene.feed(new Input.Warned(warning("w", "payments")));
        scene.failed(notices(scene).getLast(), FailureKind.REFUSED, false);
        scene.after(Duration.ofHours(1));

        assertThat(notices(scene)).hasSize(1);
        assertThat(scene.target("payments").untold()).contains("Expected it to work, but it did not");
    }

    @Test
    void peopleAreToldWhenNoHandlerTakesAStep() {
        Scene named = new Scene(new Addressees(Map.of(), "everybody"));
        named.down("payments");
        named.ask(NAMES_NOBODY, "payments");
        named.after(Duration.ofMinutes(10));

        assertThat(notices(named)).isNotEmpty();
        assertThat(arguments(notices(named).getFirst()))
                .contains("plain ended FAILED", "Expected a handler for exec/a to take the command");
    }

    @Test
    void theLadderAndTheBlockOfOneFailureAreOneMessage() {
        Plan plan = Plan.auto(
                "plan", "escalate: [{notify: oncall}]", "guard: {backoff: {failures: 1}}", "steps: [{run: exec/a}]");
        scene.failRecovery(plan, "payments");
        scene.after(Duration.ofMinutes(10));

        List<StepCommand> first = notices(scene).stream()
                .filter(command -> command.getAttempt() == 1)
                .toList();
        assertThat(first).singleElement().satisfies(command -> assertThat(arguments(command))
                .contains("plan FAILED", "Nothing happens automatically before "));
    }

    @Test
    void theLedgerIsRebuiltFromTheLog() {
        scene.down("payments");
        for (int i = 0; i < 5; i++) {
            scene.feed(new Input.Warned(warning("w" + i, "payments")));
        }
        scene.after(Duration.ofMinutes(4));
        scene.failed(notices(scene).getLast(), FailureKind.FAILED, true);

        MemoryLedger rebuilt = new MemoryLedger();
        for (Object entry : scene.timeline()) {
            if (entry instanceof SeenHealth seen) {
                scene.correlator().replay(rebuilt, seen.health(), seen.at());
            } else {
                scene.correlator().replay(rebuilt, (RecoveryEvent) entry, null);
            }
        }

        assertThat(rebuilt.tellings().entries())
                .isEqualTo(scene.ledger().tellings().entries());
        assertThat(rebuilt.targets().entries())
                .isEqualTo(scene.ledger().targets().entries());
    }

    private void flaps(String target) {
        flaps(scene, target);
    }

    private static void flaps(Scene scene, String target) {
        TargetHealth down = scene.health(target, HealthStatus.DOWN);
        scene.after(SOON);
        scene.observe(TargetHealth.newBuilder(down)
                .setChangedAt(scene.now())
                .setFlapping(true)
                .build());
    }

    private TriggerEvent warning(String id, String target) {
        return TriggerEvent.newBuilder()
                .setId(id)
                .setFlowId("f-1")
                .setGroup(Scene.GROUP)
                .setTarget(target)
                .setPolicy("restart")
                .setPolicyVersion("1")
                .setClause(0)
                .setKind(TriggerEventKind.WARNED)
                .setReason("The condition lasted 1m")
                .setUntil(scene.now().plus(Duration.ofMinutes(4)))
                .setSignal(scene.signal(SignalKind.HEALTH, "DOWN"))
                .setAt(scene.now())
                .setNotify("oncall")
                .build();
    }

    private static List<StepCommand> notices(Scene scene) {
        return scene.runs().stream()
                .filter(command -> command.getStep().startsWith(Notices.STEP))
                .toList();
    }

    private static String arguments(StepCommand command) {
        return ((RunStep) command.getBody()).getArguments();
    }
}
