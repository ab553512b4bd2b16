package io.recoverymesh.correlation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class StitcherPropertyTest {
    private static final List<String> TARGETS = List.of("a", "b", "b/1");
    private static final List<Plan> PLANS = List.of(
            Plan.auto("quick", "guard: {cooldown: 0s}", "verify: {health: UP, stableFor: 1s, within: 30s}"),
            Plan.auto("careful", "mode: approve"),
            Plan.auto("dropping", "guard: {concurrency: {overflow: drop}}"));

    /** F3. */
    @Property(tries = 300)
    void rebuildingFromTheSameInputsGivesTheSameBook(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> moves) {
        Tale tale = play(moves);
        MemoryFlowBook again = new MemoryFlowBook();
        Stitcher stitcher = new Stitcher();
        tale.heard().forEach(input -> Tale.tell(stitcher, again, input));
        assertThat(Tale.contents(again)).isEqualTo(Tale.contents(tale.book()));
    }

    /** F1. */
    @Property(tries = 200)
    void everyEventBelongsToOneFlow(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> moves) {
        Tale tale = play(moves);
        Map<String, String> flowOfEvent = new HashMap<>();
        tale.book().lines().entries().forEach((key, line) -> {
            String flow = key.substring(0, key.indexOf('|'));
            assertThat(flowOfEvent.merge(line.eventId(), flow, (a, b) -> a.equals(b) ? a : a + " and " + b))
                    .isEqualTo(flow);
        });
    }

    /** F2, against what the gate and the coordinator themselves know. */
    @Property(tries = 300)
    void aFlowIsClosedExactlyWhenNothingOfItGoesOn(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> moves) {
        Tale tale = play(moves);
        for (Flow flow : tale.book().flows().entries().values()) {
            boolean runs = tale.scene().ledger().recoveries().entries().values().stream()
                    .filter(recovery -> recovery.flowId().equals(flow.flowId()))
                    .anyMatch(recovery -> !isEnded(recovery));
            boolean deferred = tale.scene().ledger().waiting().entries().values().stream()
                    .filter(Waiting::deferred)
                    .anyMatch(waiting -> waiting.request().getFlowId().equals(flow.flowId()));
            boolean lasts = tale.book().episodes().entries().containsValue(flow.flowId());
            if (runs || deferred || lasts) {
                assertThat(flow.state()).as("%s", flow).isEqualTo(FlowState.OPEN);
            } else if (flow.waiting() == 0) {
                assertThat(flow.state()).as("%s", flow).isEqualTo(FlowState.CLOSED);
            }
            assertThat(flow.endedAt() == null).isEqualTo(flow.state() == FlowState.OPEN);
            assertThat(flow.waiting()).isEqualTo(waitsOf(tale, flow));
        }
        tale.book().waits().entries().forEach((slot, wait) -> {
            if (wait.lasting()
                    || tale.scene()
                            .target(slot.substring(2, slot.indexOf('|')))
                            .health()
                            .isUnhealthy()) {
                assertThat(tale.scene().ledger().waiting().get(slot)).as(slot).isNotNull();
            }
        });
        assertThat(tale.book().recent().entries().values())
                .containsExactlyInAnyOrderElementsOf(
                        tale.book().flows().entries().keySet());
    }

    private static boolean isEnded(Recovery recovery) {
        return recovery.isEnded();
    }

    private static int waitsOf(Tale tale, Flow flow) {
        return (int) tale.book().waits().entries().values().stream()
                .filter(wait -> wait.flowId().equals(flow.flowId()))
                .count();
    }

    private static Tale play(List<Integer> moves) {
        Tale tale = new Tale();
        moves.forEach(move -> move(tale, move));
        return tale;
    }

    private static void move(Tale tale, int move) {
        String target = TARGETS.get(move / 10 % TARGETS.size());
        Plan plan = PLANS.get(move / 100 % PLANS.size());
        switch (move % 10) {
            case 0 -> tale.down(target);
            case 1 -> tale.up(target);
            case 2 -> tale.health(target, HealthStatus.DEGRADED);
            case 3, 4 -> tale.ask(plan, target);
            case 5 -> tale.give(tale.scene().byHand(plan, target, "ann"));
            case 6 -> last(tale, true);
            case 7 -> last(tale, false);
            case 8 -> tale.after(Duration.ofSeconds(move));
            default ->
                tale.act(tale.scene()
                        .action(
                                move > 500 ? OperatorActionKind.PAUSE : OperatorActionKind.RESUME,
                                OperatorScope.GROUP,
                                "*"));
        }
    }

    private static void last(Tale tale, boolean good) {
        List<StepCommand> runs = tale.scene().runs();
        if (runs.isEmpty()) {
            return;
        }
        tale.started(runs.getLast());
        if (good) {
            tale.succeeded(runs.getLast());
        } else {
            tale.failed(runs.getLast());
        }
    }
}
