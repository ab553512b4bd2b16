package io.recoverymesh.correlation.flow;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scene with the stitcher listening: what the real gate and coordinator decide becomes flows. */
public final class Tale {
    private final Scene scene = new Scene();
    private final MemoryFlowBook book = new MemoryFlowBook();
    private final Stitcher stitcher = new Stitcher();
    private final List<Object> heard = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private int events;

    public Scene scene() {
        return scene;
    }

    public MemoryFlowBook book() {
        return book;
    }

    /** What the stitcher heard, in order. */
    List<Object> heard() {
        return heard;
    }

    /** Flows that opened or closed, in order, with the state they entered. */
    List<String> moved() {
        return moved;
    }

    public TargetHealth health(String target, HealthStatus status) {
        TargetHealth record = TargetHealth.newBuilder(scene.health(target, status))
                .setReasons(
                        status == HealthStatus.UP ? List.of() : List.of("reported " + status + " by probe:" + target))
                .build();
        hear(record);
        listen();
        return record;
    }

    /** A record of health, as trigger-service wrote it. */
    public void observe(TargetHealth record) {
        hear(record);
        scene.observe(record);
        listen();
    }

    /** What became of a candidate. */
    public void trigger(TriggerEvent event) {
        hear(event);
    }

    public void result(StepCommand command, Object body) {
        scene.result(command, body);
        listen();
    }

    public void report(StepCommand command, Object body, String handler) {
        scene.report(command, body, handler);
        listen();
    }

    public void down(String target) {
        health(target, HealthStatus.DOWN);
    }

    public void up(String target) {
        health(target, HealthStatus.UP);
    }

    public VerdictGiven give(RecoveryRequest request) {
        hear(request);
        VerdictGiven verdict = scene.give(request);
        listen();
        return verdict;
    }

    public VerdictGiven ask(Plan plan, String target) {
        return give(scene.request(plan, target));
    }

    public void started(StepCommand command) {
        scene.started(command);
        listen();
    }

    public void succeeded(StepCommand command) {
        scene.succeeded(command);
        listen();
    }

    public void failed(StepCommand command) {
        scene.failed(command);
        listen();
    }

    public void act(OperatorAction.Builder action) {
        scene.act(action);
        listen();
    }

    public void after(Duration time) {
        scene.after(time);
        listen();
    }

    void hear(Object input) {
        heard.add(input);
        for (String flowId : tell(stitcher, book, input)) {
            Flow flow = flow(flowId);
            moved.add(flowId + " " + flow.state());
        }
    }

    /** A target falls ill, is restarted, and verified. */
    public void recover(Plan plan, String target) {
        down(target);
        ask(plan, target);
        after(Duration.ofMillis(200));
        started(scene.lastCommand());
        after(Duration.ofSeconds(1));
        succeeded(scene.lastCommand());
        up(target);
        after(plan.policy().verify().stableFor());
    }

    static Set<String> tell(Stitcher stitcher, FlowBook book, Object input) {
        return switch (input) {
            case TargetHealth health -> stitcher.onHealth(book, health);
            case TriggerEvent event -> stitcher.onTriggerEvent(book, event);
            case RecoveryRequest request -> stitcher.onRequest(book, request);
            case RecoveryEvent event -> stitcher.onDecision(book, event);
            default -> throw new IllegalArgumentException(String.valueOf(input));
        };
    }

    /** All tables of a book, to be compared. */
    static List<Map<String, ?>> contents(MemoryFlowBook book) {
        return List.of(
                book.flows().entries(),
                book.lines().entries(),
                book.recent().entries(),
                book.byTarget().entries(),
                book.episodes().entries(),
                book.waits().entries(),
                book.verdicts().entries());
    }

    Flow flow(String flowId) {
        Flow flow = book.flows().get(flowId);
        if (flow == null) {
            throw new IllegalArgumentException("no flow " + flowId);
        }
        return flow;
    }

    /** The flow that began last. */
    Flow flow() {
        return book.flows().entries().values().stream()
                .max(Comparator.comparing(Flow::startedAt))
                .orElseThrow();
    }

    boolean isOpen(String flowId) {
        return flow(flowId).state() == FlowState.OPEN;
    }

    List<FlowLine> lines(String flowId) {
        return Story.read(book, flowId, Lines.MAX).orElseThrow().lines();
    }

    List<String> texts(String flowId) {
        return lines(flowId).stream().map(FlowLine::text).toList();
    }

    private void listen() {
        List<RecoveryEvent> all = scene.events();
        while (events < all.size()) {
            hear(all.get(events++));
        }
    }
}
