package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowState;
import io.recoverymesh.schemas.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One flow while an input is folded into it; {@link #save} writes it back. */
final class FlowDraft {
    private final FlowBook book;
    private final String flowId;
    private final Lines lines;
    private final @Nullable Flow before;
    private final List<String> targets;
    private final List<String> recoveries;
    private final List<String> policies;
    private final List<String> running;
    private final String group;
    private final Instant startedAt;
    private Instant changedAt;
    private Flow.Episode episode;
    private @Nullable Outcome outcome;
    private int waiting;
    private Headline headline;

    private FlowDraft(FlowBook book, Flow flow, @Nullable Flow before) {
        this.book = book;
        this.before = before;
        flowId = flow.flowId();
        group = flow.group();
        targets = new ArrayList<>(flow.targets());
        recoveries = new ArrayList<>(flow.recoveries());
        policies = new ArrayList<>(flow.policies());
        running = new ArrayList<>(flow.running());
        startedAt = flow.startedAt();
        changedAt = flow.changedAt();
        episode = flow.episode();
        outcome = flow.outcome();
        waiting = flow.waiting();
        headline = flow.headline();
        lines = new Lines(book.lines(), flowId, flow.lines());
    }

    static FlowDraft of(FlowBook book, Flow known) {
        return new FlowDraft(book, known, known);
    }

    /** A flow that nothing was known of. */
    static FlowDraft begin(FlowBook book, String flowId, String group, String target, Instant at, String trouble) {
        Flow flow = new Flow(
                flowId,
                group,
                target,
                FlowState.CLOSED,
                Flow.Episode.UNSEEN,
                null,
                at,
                at,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                new Headline(trouble, "", ""));
        FlowDraft draft = new FlowDraft(book, flow, null);
        draft.touches(target);
        return draft;
    }

    void add(FlowLine line) {
        lines.add(line);
        changedAt = line.at().isAfter(changedAt) ? line.at() : changedAt;
        touches(line.target());
        if (line.policy() != null) {
            note(policies, line.policy());
        }
    }

    void title(UnaryOperator<Headline> change) {
        headline = change.apply(headline);
    }

    String root() {
        return targets.getFirst();
    }

    Flow.Episode episode() {
        return episode;
    }

    void episode(Flow.Episode next) {
        episode = next;
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    /** How many recoveries it has had. */
    int recoveries() {
        return recoveries.size();
    }

    void started(String recoveryId) {
        note(recoveries, recoveryId);
        running.add(recoveryId);
    }

    void ended(String recoveryId, Outcome how) {
        running.remove(recoveryId);
        outcome = how;
    }

    void waits(int more) {
        waiting += more;
    }

    String flowId() {
        return flowId;
    }

    /** Writes it back; true when it was opened or closed by this. */
    boolean save() {
        boolean open = episode == Flow.Episode.LASTING || !running.isEmpty() || waiting > 0;
        FlowState state = open ? FlowState.OPEN : FlowState.CLOSED;
        boolean moved = before == null || before.state() != state;
        book.flows()
                .put(
                        flowId,
                        new Flow(
                                flowId,
                                group,
                                root(),
                                state,
                                episode,
                                outcome,
                                startedAt,
                                changedAt,
                                open ? null : moved || before == null ? changedAt : before.endedAt(),
                                targets,
                                recoveries,
                                policies,
                                running,
                                waiting,
                                lines.written(),
                                headline));
        index();
        return moved;
    }

    private void index() {
        String key = FlowKeys.recent(changedAt, flowId);
        String old = before == null ? null : FlowKeys.recent(before.changedAt(), flowId);
        if (key.equals(old)) {
            return;
        }
        if (old != null) {
            book.recent().delete(old);
        }
        book.recent().put(key, flowId);
    }

    private void touches(String target) {
        if (note(targets, target)) {
            book.byTarget().put(FlowKeys.byTarget(group, target, startedAt, flowId), flowId);
        }
    }

    private static boolean note(List<String> names, String name) {
        return !names.contains(name) && names.size() < Flow.MAX_NAMES && names.add(name);
    }
}
