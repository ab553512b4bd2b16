package io.recoverymesh.correlation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoryTest {
    private static final Plan RESTART =
            Plan.auto("restart-payments", "objective: {rto: 5m}", "verify: {health: UP, stableFor: 3s, within: 1m}");

    private final Tale tale = new Tale();

    @Test
    void tellsAWholeRecoveryInSentences() {
        tale.recover(RESTART, "payments");

        Flow flow = tale.flow();
        String recovery = flow.recoveries().getFirst();
        assertThat(tale.texts(flow.flowId()))
                .containsExactly(
                        "payments is DOWN: reported DOWN by probe:payments",
                        "verdict ADMITTED: every guard allowed it",
                        "recovery " + recovery + " of payments by restart-payments begins",
                        "step restart attempt 1 dispatched to exec/restart",
                        "step restart attempt 1 taken by exec-1",
                        "step restart attempt 1 succeeded in 1.2 s",
                        "all steps are done; payments must be UP for 3 s, at the latest at 12:01:01Z",
                        "payments is UP",
                        "payments is UP; verified if that holds until 12:00:04Z",
                        "restart-payments ended RECOVERED after 4.2 s, 4.2 s after the trouble began: payments is UP and"
                                + " was so for 3s; objective 5 min was met");
        assertThat(flow.title()).isEqualTo("payments DOWN → restart-payments RECOVERED in 4.2 s");
        assertThat(flow.state()).isEqualTo(FlowState.CLOSED);
        assertThat(flow.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(flow.endedAt()).isEqualTo(tale.scene().now());
        assertThat(tale.moved()).containsExactly(flow.flowId() + " OPEN", flow.flowId() + " CLOSED");
    }

    @Test
    void everyLineNamesItsEventAndItsCause() {
        tale.recover(RESTART, "payments");

        List<FlowLine> lines = tale.lines(tale.flow().flowId());
        assertThat(lines).extracting(FlowLine::eventId).doesNotContain("");
        assertThat(lines.stream().filter(line -> !line.kind().equals("health")))
                .extracting(FlowLine::causationId)
                .doesNotContainNull();
    }

    @Test
    void foldsFiftyEqualAlertsIntoOneLine() {
        tale.down("payments");
        tale.ask(RESTART, "payments");
        for (int i = 0; i < 49; i++) {
            tale.after(Duration.ofMillis(10));
            tale.ask(RESTART, "payments");
        }

        List<FlowLine> joined = tale.lines(tale.flow().flowId()).stream()
                .filter(line -> line.text().startsWith("verdict JOINED"))
                .toList();
        assertThat(joined).hasSize(1);
        assertThat(joined.getFirst().count()).isEqualTo(49);
        assertThat(joined.getFirst().lastAt()).isEqualTo(tale.scene().now());
        assertThat(tale.book().verdicts().entries()).hasSize(50);
    }

    @Test
    void saysUntilWhenAndForWhatItWaits() {
        tale.recover(RESTART, "payments");
        tale.after(Duration.ofSeconds(10));
        tale.down("payments");
        assertThat(tale.ask(RESTART, "payments").getVerdict()).isEqualTo(Verdict.BLOCKED);

        Flow second = tale.flow();
        FlowLine last = tale.lines(second.flowId()).getLast();
        assertThat(last.text())
                .startsWith("verdict BLOCKED by cooldown, not before 12:05:04Z: Expected 5m of rest after a recovery");
        assertThat(last.until()).isNotNull();
        assertThat(second.title()).isEqualTo("payments DOWN → restart-payments BLOCKED by cooldown until 12:05:04Z");
        assertThat(second.state()).isEqualTo(FlowState.OPEN);

        tale.up("payments");
        assertThat(tale.isOpen(second.flowId())).isFalse();
        assertThat(tale.flow(second.flowId()).title()).endsWith(", then UP again by itself");
        assertThat(tale.book().waits().entries()).isEmpty();
    }

    @Test
    void tellsOfFailureBlockAndEscalation() {
        Plan plan = Plan.auto(
                "restart-payments", "guard: {backoff: {failures: 1}}", "escalate: [{after: 0s, notify: oncall}]");
        tale.down("payments");
        tale.ask(plan, "payments");
        tale.started(tale.scene().lastCommand());
        tale.failed(tale.scene().lastCommand());

        Flow flow = tale.flow();
        assertThat(tale.texts(flow.flowId()))
                .anyMatch(text -> text.startsWith("automatic recovery of payments is blocked until 13:00:00Z: "))
                .anyMatch(text -> text.startsWith("escalated to HUMAN (oncall): "));
        assertThat(flow.title()).isEqualTo("payments DOWN → restart-payments FAILED after 0 ms");
        assertThat(flow.state()).isEqualTo(FlowState.OPEN);
    }

    @Test
    void staysWithinTheLimitAndCountsWhatItLeftOut() {
        tale.down("payments");
        String flowId = tale.flow().flowId();
        for (int i = 0; i < 1_500; i++) {
            tale.health("payments", i % 2 == 0 ? HealthStatus.DEGRADED : HealthStatus.DOWN);
        }

        assertThat(tale.book().lines().entries()).hasSize(Lines.MAX);
        FlowView view = new Stitcher().view(tale.book(), flowId);
        assertThat(view.getEntries()).hasSize(FlowViews.ENTRIES);
        assertThat(view.getDropped()).isEqualTo(1_501 - FlowViews.ENTRIES);
        assertThat(view.getEntries().getFirst().getText()).startsWith("payments is DOWN");
        assertThat(tale.flow(flowId).lines()).isEqualTo(1_501);
    }

    @Test
    void forgetsOldVerdictsAndOldFlows() {
        tale.recover(RESTART, "payments");
        Stitcher stitcher = new Stitcher();

        assertThat(stitcher.sweep(tale.book(), tale.scene().now().plus(Duration.ofHours(23)), 100))
                .isZero();
        assertThat(stitcher.sweep(tale.book(), tale.scene().now().plus(Duration.ofHours(25)), 100))
                .isEqualTo(1);
        assertThat(tale.book().verdicts().entries()).isEmpty();
        assertThat(stitcher.sweep(tale.book(), tale.scene().now().plus(Duration.ofDays(8)), 100))
                .isEqualTo(1);
        assertThat(Tale.contents(tale.book())).allMatch(Map::isEmpty);
    }
}
