package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two policies that wait for the very same signal of the very same target. */
final class OverlapLint {
    private OverlapLint() {}

    static void run(List<CatalogueEntry> entries) {
        Map<Trigger, String> first = new HashMap<>();
        for (CatalogueEntry entry : entries) {
            if (entry.kind() == Kind.RECOVERY && !entry.problems().hasErrors()) {
                triggers(entry, first);
            }
        }
    }

    private static void triggers(CatalogueEntry entry, Map<Trigger, String> first) {
        JsonNode triggers = entry.tree().at("/spec/on");
        for (int i = 0; i < triggers.size(); i++) {
            Trigger trigger = untimed(TriggerForm.read(new Fields(triggers.get(i))));
            String other = first.putIfAbsent(trigger, entry.name());
            if (other != null && !other.equals(entry.name())) {
                entry.problems()
                        .warning(
                                "/spec/on/" + i,
                                "The policy '" + other + "' has the same trigger for the same target: only one of"
                                        + " them can run at a time, and which one is a matter of time",
                                "Make one of the triggers narrower, or make them one policy");
            }
        }
    }

    private static Trigger untimed(Trigger trigger) {
        return new Trigger(trigger.shape(), trigger.patterns(), Duration.ZERO, 1, Duration.ZERO, null, List.of());
    }
}
