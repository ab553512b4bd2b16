package io.recoverymesh.common.policy;

import io.recoverymesh.schemas.SignalSummary;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A signal as conditions see it: a view, so that asking for one field makes no map of all; absent is what was not sent. */
final class SignalFields extends AbstractMap<String, Object> {
    private static final Set<String> NAMES =
            Set.of("kind", "name", "state", "source", "labels", "severity", "score", "reason");

    private final SignalSummary signal;

    SignalFields(SignalSummary signal) {
        this.signal = signal;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String field ? field(field) : null;
    }

    private @Nullable Object field(String name) {
        return switch (name) {
            case "kind" -> signal.getKind().name();
            case "name" -> signal.getName();
            case "state" -> signal.getState();
            case "source" -> signal.getSource();
            case "labels" -> signal.getLabels();
            case "severity" -> signal.getSeverity();
            case "score" -> signal.getScore();
            case "reason" -> signal.getReason();
            default -> null;
        };
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> sent = HashMap.newHashMap(NAMES.size());
        for (String name : NAMES) {
            Object value = get(name);
            if (value != null) {
                sent.put(name, value);
            }
        }
        return sent.entrySet();
    }
}
