package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;

/** What a change of a target's health means for its flow: the root episode begins, goes on, or ends. */
final class HealthStitch {
    void fold(FlowBook book, Edit edit, TargetHealth record) {
        String key = record.getGroup() + "/" + record.getTarget();
        String flowId = record.getFlowId();
        boolean lasting = record.getEpisode() != null;
        String lastedUntilNow = book.episodes().get(key);
        if (lastedUntilNow != null && !(lasting && lastedUntilNow.equals(flowId))) {
            end(book, edit, record, lastedUntilNow);
            book.episodes().delete(key);
        }
        boolean tells =
                flowId != null && !flowId.isEmpty() && (lasting || book.flows().get(flowId) != null);
        if (!tells) {
            return;
        }
        String trouble = record.getTarget() + " " + record.getHealth();
        FlowDraft flow = edit.flow(flowId, record.getGroup(), record.getTarget(), record.getChangedAt(), trouble);
        flow.add(line(record));
        if (lasting && flow.root().equals(record.getTarget())) {
            lasts(book, edit, flow, record, trouble);
        } else if (!lasting && flow.episode() != Flow.Episode.ENDED) {
            end(book, edit, record, flowId);
        }
    }

    private static void lasts(FlowBook book, Edit edit, FlowDraft flow, TargetHealth record, String trouble) {
        boolean first = flow.episode() == Flow.Episode.UNSEEN;
        if (flow.episode() == Flow.Episode.ENDED) {
            return;
        }
        flow.episode(Flow.Episode.LASTING);
        if (first) {
            book.episodes().put(record.getGroup() + "/" + record.getTarget(), flow.flowId());
            Waits.onEpisode(book, edit, record, flow.flowId());
        }
        if (first || record.getHealth() == HealthStatus.DOWN) {
            flow.title(title -> title.withTrouble(trouble));
        }
    }

    private static void end(FlowBook book, Edit edit, TargetHealth record, String flowId) {
        FlowDraft flow = edit.known(flowId);
        if (flow == null || !flow.root().equals(record.getTarget())) {
            return;
        }
        flow.episode(Flow.Episode.ENDED);
        Waits.onEpisode(book, edit, record, record.getEpisode() == null ? null : record.getFlowId());
        Titles.onHealthy(flow, record);
    }

    private static FlowLine line(TargetHealth record) {
        String reasons = record.getReasons().isEmpty() ? "" : ": " + String.join("; ", record.getReasons());
        return new FlowLine(
                record.getChangedAt(),
                "health",
                record.getTarget(),
                record.getTarget() + " is " + record.getHealth() + reasons,
                null,
                null,
                null,
                0,
                null,
                record.getSignal().getId(),
                null,
                1,
                null,
                Marks.fact(record),
                Marks.state(record));
    }
}
