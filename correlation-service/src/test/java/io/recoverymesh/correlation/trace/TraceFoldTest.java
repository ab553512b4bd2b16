package io.recoverymesh.correlation.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.event.TraceParent;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceFoldTest {
    private static final Plan FIX = Plan.lenient(
            "fix",
            List.of("cooldown: 5m"),
            "steps: [{id: restart, run: exec/restart, safety: idempotent, retry: {attempts: 2, backoff: 5s}}]");

    private final Scene scene = new Scene();

    /** One step that fails once, a verification, and a request that waits for the cooldown. */
    @BeforeEach
    void tell() {
        scene.down("payments");
        scene.ask(FIX, "payments");
        scene.started(scene.lastCommand());
        scene.failed(scene.lastCommand(), FailureKind.FAILED, true);
        scene.after(Duration.ofSeconds(30));
        scene.started(scene.lastCommand());
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(FIX.policy().verify().stableFor());
        scene.down("payments");
        scene.ask(FIX, "payments");
        scene.after(Duration.ofMinutes(10));
    }

    @Test
    void everyAttemptIsTheSpanThatItsCommandCarries() {
        List<Span> spans = all(scene.events());
        assertThat(scene.runs()).hasSizeGreaterThanOrEqualTo(3);
        for (StepCommand command : scene.runs().subList(0, 2)) {
            assertThat(spans)
                    .filteredOn(span -> span.kind() == Span.Kind.PRODUCER)
                    .anySatisfy(span -> assertThat("00-" + span.traceId() + "-" + span.spanId() + "-01")
                            .isEqualTo(TraceParent.of(command.getFlowId(), command.getId())));
        }
        Span failed = named(spans, "restart attempt 1");
        assertThat(failed.problem()).contains("FAILED");
        assertThat(failed.attributes())
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.destination.name", "mesh.commands.exec")
                .containsEntry("messaging.operation.type", "send");
        assertThat(named(spans, "restart attempt 2").problem()).isNull();
        assertThat(failed.notes()).singleElement().satisfies(note -> assertThat(note.text())
                .startsWith("started on"));
    }

    @Test
    void stepsAndVerificationAreBelowTheRecoveryAndThatBelowTheFlow() {
        List<Span> spans = all(scene.events());
        Span recovery = named(spans, "recover payments by fix");
        assertThat(recovery.parentId())
                .isEqualTo(TraceParent.spanId(scene.events().getFirst().getFlowId()));
        assertThat(recovery.attributes()).containsEntry("mesh.outcome", "RECOVERED");
        for (String name : List.of("restart attempt 1", "wait to retry restart", "verify payments is UP")) {
            Span span = named(spans, name);
            assertThat(span.parentId()).as(name).isEqualTo(recovery.spanId());
            assertThat(span.traceId()).as(name).isEqualTo(recovery.traceId());
            assertThat(span.start()).as(name).isAfterOrEqualTo(recovery.start());
            assertThat(span.end()).as(name).isBeforeOrEqualTo(recovery.end());
        }
    }

    @Test
    void aWaitLastsFromTheVerdictToTheNextLook() {
        Span wait = named(all(scene.events()), "wait for cooldown");
        assertThat(Duration.between(wait.start(), wait.end())).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void idsAreUniqueAndAReplayGivesTheSameSpans() {
        List<Span> spans = all(scene.events());
        assertThat(spans).extracting(Span::spanId).doesNotHaveDuplicates();
        assertThat(all(scene.events())).isEqualTo(spans);
    }

    @Test
    void whoReadsAgainFromTheOldestOpenLosesNothingWhereverItStopped() {
        List<Span> whole = all(scene.events());
        for (int stop = 0; stop <= scene.events().size(); stop++) {
            TraceFold first = new TraceFold("mesh.");
            List<Span> spans = new ArrayList<>();
            read(first, 0, stop, 0, spans);
            int from = (int) first.oldestOpen().orElse(stop);
            read(new TraceFold("mesh."), from, scene.events().size(), stop, spans);
            assertThat(spans)
                    .as("stopped at %d, read again from %d", stop, from)
                    .containsExactlyElementsOf(whole);
        }
    }

    @Test
    void theFlowItselfIsToldWhenItIsClosed() {
        FlowView.Builder flow = FlowView.newBuilder()
                .setFlowId("f-1")
                .setGroup("g")
                .setTarget("payments")
                .setTitle("payments DOWN")
                .setState(FlowState.OPEN)
                .setStartedAt(Scene.START)
                .setChangedAt(Scene.START.plusSeconds(9));
        assertThat(FlowSpan.of(flow.build())).isEmpty();
        Span root = FlowSpan.of(flow.setState(FlowState.CLOSED)
                        .setEndedAt(Scene.START.plusSeconds(7))
                        .build())
                .orElseThrow();
        assertThat(root.parentId()).isNull();
        assertThat(root.spanId()).isEqualTo(TraceParent.spanId("f-1"));
        assertThat(root.traceId()).isEqualTo(TraceParent.traceId("f-1"));
        assertThat(root.end()).isEqualTo(Scene.START.plusSeconds(7));
    }

    private static List<Span> all(List<RecoveryEvent> events) {
        TraceFold fold = new TraceFold("mesh.");
        List<Span> spans = new ArrayList<>();
        for (int offset = 0; offset < events.size(); offset++) {
            spans.addAll(fold.add(offset, events.get(offset)));
        }
        return spans;
    }

    private void read(TraceFold fold, int from, int to, int sent, List<Span> spans) {
        for (int offset = from; offset < to; offset++) {
            List<Span> ended = fold.add(offset, scene.events().get(offset));
            if (offset >= sent) {
                spans.addAll(ended);
            }
        }
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + name + " in " + spans.stream().map(Span::name).toList()));
    }
}
