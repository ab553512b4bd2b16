package io.recoverymesh.correlation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.schemas.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FlowStateTest {
    private static final Plan RESTART = Plan.auto("restart", "verify: {health: UP, stableFor: 3s, within: 1m}");
    private static final Plan WARM = Plan.auto("warm", "on: [{recovery: {name: restart, outcome: RECOVERED}}]");

    private final Tale tale = new Tale();

    @Test
    void aFlowIsOpenWhileItsRootEpisodeLasts() {
        tale.down("payments");
        String flow = tale.flow().flowId();
        assertThat(tale.isOpen(flow)).isTrue();
        tale.up("payments");
        assertThat(tale.isOpen(flow)).isFalse();
        assertThat(tale.flow(flow).title()).isEqualTo("payments DOWN → UP again by itself");
    }

    @Test
    void aFlowIsOpenWhileARecoveryRunsThoughTheTargetIsHealthy() {
        tale.down("payments");
        tale.ask(RESTART, "payments");
        String flow = tale.flow().flowId();
        tale.up("payments");
        assertThat(tale.isOpen(flow)).isTrue();
    }

    @Test
    void aChainedRecoveryReopensAClosedFlow() {
        tale.recover(RESTART, "payments");
        String flow = tale.flow().flowId();
        assertThat(tale.isOpen(flow)).isFalse();

        tale.give(chained("cache"));
        assertThat(tale.isOpen(flow)).isTrue();
        assertThat(tale.flow(flow).endedAt()).isNull();
        assertThat(tale.flow(flow).targets()).containsExactly("payments", "cache");
        assertThat(tale.texts(flow)).anyMatch(text -> text.startsWith("warm follows, for recovery restart RECOVERED"));
        assertThat(tale.book().byTarget().entries().values()).containsExactly(flow, flow);
    }

    @Test
    void aLateEventDoesNotReopenAClosedFlow() {
        tale.recover(RESTART, "payments");
        Flow closed = tale.flow();
        tale.hear(triggerEvent(closed.flowId()));

        Flow after = tale.flow(closed.flowId());
        assertThat(after.state()).isEqualTo(closed.state());
        assertThat(after.endedAt()).isEqualTo(closed.endedAt());
        assertThat(after.lines()).isEqualTo(closed.lines() + 1);
    }

    @Test
    void aFlowIsOpenWhileARequestAwaitsApprovalAndClosesWhenItIsRejected() {
        Plan careful = Plan.auto("careful", "mode: approve");
        RecoveryRequest request = tale.scene().byHand(careful, "payments", "ann");
        assertThat(tale.give(request).getVerdict()).isEqualTo(Verdict.AWAITING_APPROVAL);
        assertThat(tale.isOpen(request.getFlowId())).isTrue();

        tale.act(tale.scene()
                .action(OperatorActionKind.REJECT, OperatorScope.REQUEST, "payments")
                .setRequestId(request.getId()));
        assertThat(tale.isOpen(request.getFlowId())).isFalse();
        assertThat(tale.flow(request.getFlowId()).title()).endsWith("careful rejected by ann");
    }

    @Test
    void aDeferredRequestKeepsItsFlowOpenUntilItHasItsLastWord() {
        tale.down("payments");
        tale.ask(Plan.auto("first"), "payments");
        tale.ask(Plan.auto("second"), "payments");
        String flow = tale.flow().flowId();
        assertThat(tale.flow(flow).waiting()).isEqualTo(1);
        tale.up("payments");
        assertThat(tale.flow(flow).waiting()).isZero();
    }

    @Test
    void aNewEpisodeEndsTheOldOneThoughItsEndWasNeverSeen() {
        TargetHealth first = tale.health("payments", HealthStatus.DOWN);
        TargetHealth second = TargetHealth.newBuilder(first)
                .setEpisode("another")
                .setFlowId("f-another")
                .build();
        tale.hear(second);
        assertThat(tale.isOpen(String.valueOf(first.getFlowId()))).isFalse();
        assertThat(tale.isOpen("f-another")).isTrue();
    }

    @Test
    void anEventWithoutAFlowGoesToNone() {
        tale.act(tale.scene().action(OperatorActionKind.PAUSE, OperatorScope.GROUP, "*"));
        tale.hear(triggerEvent(null));
        tale.up("payments");
        assertThat(tale.book().flows().entries()).isEmpty();
    }

    @Test
    void aRunByHandTellsWhoAndWhy() {
        RecoveryRequest request = tale.scene().byHand(RESTART, "payments", "ann");
        tale.give(request);
        assertThat(tale.texts(request.getFlowId()).getFirst()).isEqualTo("ann asks for restart: because");
    }

    private RecoveryRequest chained(String target) {
        Flow flow = tale.flow();
        RecoveryRequest base = tale.scene().request(WARM, target);
        return RecoveryRequest.newBuilder(base)
                .setId(EventIds.of("chained", base.getId()))
                .setFlowId(flow.flowId())
                .setEpisode(null)
                .setSignal(SignalSummary.newBuilder(tale.scene().signal(SignalKind.RECOVERY, "RECOVERED"))
                        .setName("restart")
                        .build())
                .setDepth(1)
                .setCauseRecoveryId(flow.recoveries().getFirst())
                .build();
    }

    private TriggerEvent triggerEvent(@Nullable String flowId) {
        return TriggerEvent.newBuilder()
                .setId("t-1")
                .setFlowId(flowId)
                .setGroup(Scene.GROUP)
                .setTarget("payments")
                .setPolicy("restart")
                .setPolicyVersion("1")
                .setClause(0)
                .setKind(TriggerEventKind.STALE)
                .setReason("Expected a newer alert, but it began before the last one was resolved")
                .setSignal(tale.scene().signal(SignalKind.ALERT, "FIRING"))
                .setAt(tale.scene().now())
                .build();
    }
}
