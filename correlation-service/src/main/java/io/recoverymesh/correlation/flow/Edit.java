package io.recoverymesh.correlation.flow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The flows that one input touches, nearly always one. */
final class Edit {
    private final FlowBook book;
    private final Map<String, FlowDraft> drafts = new LinkedHashMap<>();

    Edit(FlowBook book) {
        this.book = book;
    }

    /** A flow, begun with this input where nothing is known of it. */
    FlowDraft flow(String flowId, String group, String target, Instant at, String trouble) {
        FlowDraft known = known(flowId);
        if (known != null) {
            return known;
        }
        FlowDraft begun = FlowDraft.begin(book, flowId, group, target, at, trouble);
        drafts.put(flowId, begun);
        return begun;
    }

    /** Null when nothing is known of it. */
    @Nullable
    FlowDraft known(String flowId) {
        FlowDraft draft = drafts.get(flowId);
        if (draft != null) {
            return draft;
        }
        Flow flow = book.flows().get(flowId);
        if (flow == null) {
            return null;
        }
        FlowDraft loaded = FlowDraft.of(book, flow);
        drafts.put(flowId, loaded);
        return loaded;
    }

    /** Writes all back; the ids of those that were opened or closed. */
    Set<String> save() {
        Set<String> moved = new LinkedHashSet<>();
        drafts.values().forEach(draft -> {
            if (draft.save()) {
                moved.add(draft.flowId());
            }
        });
        return moved;
    }
}
