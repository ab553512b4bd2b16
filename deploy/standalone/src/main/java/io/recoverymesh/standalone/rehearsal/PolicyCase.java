package io.recoverymesh.standalone.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One test.
 *
 * @param actions how they end, by {@code handler/action}; {@code *} for all others
 * @param timeline in the order of time
 */
record PolicyCase(String file, int line, String name, Map<String, Behaviour> actions, List<Moment> timeline) {
    private static final List<String> FIELDS = List.of("name", "actions", "timeline");
    private static final int MOST = 20_000;

    PolicyCase {
        actions = Map.copyOf(actions);
        timeline = List.copyOf(timeline);
    }

    static PolicyCase read(Written entry) {
        Map<String, Written> fields = entry.members(FIELDS);
        Written name = fields.get("name");
        Written timeline = fields.get("timeline");
        if (name == null || timeline == null) {
            throw entry.wrong("'name' and 'timeline'");
        }
        Map<String, Behaviour> actions = new LinkedHashMap<>();
        Written written = fields.get("actions");
        if (written != null) {
            written.members().forEach((action, behaviour) -> actions.put(action, Behaviour.read(behaviour)));
        }
        List<Moment> moments = new ArrayList<>();
        timeline.items().forEach(item -> moments.addAll(Moment.read(item)));
        if (moments.size() > MOST) {
            throw timeline.wrong("at most " + MOST + " moments");
        }
        if (moments.stream().noneMatch(moment -> moment.signal() == null)) {
            throw timeline.wrong("at least one 'expect'");
        }
        // what is looked at, is looked at after what happens at the same time
        moments.sort(Comparator.comparing(Moment::at).thenComparing(moment -> moment.signal() == null));
        return new PolicyCase(entry.file(), entry.line(), name.text(), actions, moments);
    }
}
