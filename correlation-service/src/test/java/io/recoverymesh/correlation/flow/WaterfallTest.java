package io.recoverymesh.correlation.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WaterfallTest {
    private static final Plan RESTART =
            Plan.auto("restart-payments", "verify: {health: UP, stableFor: 3s, within: 1m}");

    private final Tale tale = new Tale();

    @Test
    void linesThatBelongTogetherAreOneBar() {
        tale.recover(RESTART, "payments");

        assertThat(bars())
                .extracting(bar -> bar.kind() + " " + bar.state() + " " + took(bar))
                .containsExactly(
                        "health DOWN PT1.2S",
                        "verdict ADMITTED PT0S",
                        "recovery RECOVERED PT4.2S",
                        "step SUCCEEDED PT1.2S",
                        "health UP PT0S",
                        "verification VERIFIED PT3S");
        Bar step = bars().get(3);
        assertThat(Duration.between(step.from(), step.begunAt())).isEqualTo(Duration.ofMillis(200));
        assertThat(step.text()).contains("succeeded in 1.2 s");
    }

    @Test
    void whatLastsHasNoEnd() {
        tale.down("payments");
        tale.ask(RESTART, "payments");

        assertThat(bars())
                .filteredOn(bar -> bar.to() == null)
                .extracting(Bar::kind, Bar::state)
                .containsExactly(tuple("health", "DOWN"), tuple("recovery", "RUNNING"), tuple("step", "DISPATCHED"));
    }

    @Test
    void aRetryShowsWhatItWaitedFor() {
        Plan retried = Plan.auto("restart-payments", "verify: {health: UP, stableFor: 3s, within: 1m}");
        tale.down("payments");
        tale.ask(retried, "payments");
        tale.failed(tale.scene().lastCommand());
        tale.after(Duration.ofMinutes(2));

        assertThat(bars()).extracting(Bar::kind, Bar::state).contains(tuple("step", "FAILED"));
        assertThat(bars()).filteredOn(bar -> bar.kind().equals("step")).allSatisfy(bar -> assertThat(bar.to())
                .isNotNull());
    }

    @Test
    void anUnknownKindOfLineIsABarOfItsOwn() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        FlowLine novel = line(at, "StepTeleported", "step", "somewhere");
        FlowLine old = line(at.plusSeconds(1), null, "verdict", null);

        assertThat(Waterfall.of(story(List.of(old, novel))))
                .extracting(Bar::kind, Bar::state, Bar::line)
                .containsExactly(tuple("step", "somewhere", 1), tuple("verdict", "", 0));
    }

    @Test
    void everyBarOfAClosedFlowHasAnEndThatIsNotBeforeItsBeginning() {
        tale.recover(RESTART, "payments");
        tale.health("orders", HealthStatus.DEGRADED);
        tale.up("orders");

        tale.book().flows().entries().keySet().forEach(id -> assertThat(bars(id))
                .allSatisfy(bar -> assertThat(bar.to()).isNotNull().isAfterOrEqualTo(bar.from())));
    }

    private static FlowLine line(Instant at, @Nullable String fact, String kind, @Nullable String state) {
        return new FlowLine(
                at, kind, "payments", "text", null, null, null, 0, null, "e-" + at, null, 1, null, fact, state);
    }

    private static Story story(List<FlowLine> lines) {
        Instant at = lines.getFirst().at();
        Flow flow = new Flow(
                "f-1",
                "g",
                "payments",
                FlowState.OPEN,
                Flow.Episode.LASTING,
                null,
                at,
                at,
                null,
                List.of("payments"),
                List.of(),
                List.of(),
                List.of(),
                0,
                lines.size(),
                new Headline("payments DOWN", "", ""));
        return new Story(flow, lines, 0);
    }

    private List<Bar> bars() {
        return bars(tale.flow().flowId());
    }

    private List<Bar> bars(String flowId) {
        return Waterfall.of(Story.read(tale.book(), flowId, 1_000).orElseThrow());
    }

    private static Duration took(Bar bar) {
        return Duration.between(bar.from(), bar.to());
    }
}
