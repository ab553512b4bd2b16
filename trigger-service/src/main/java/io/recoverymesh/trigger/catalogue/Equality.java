package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.SignalPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a signal that must equal a value: what the index is made of. */
record Equality(Part part, String name, String value) {
    /** Parts of a signal, the usually more selective first. */
    enum Part {
        INSTANCE,
        SERVICE,
        NAME,
        LABEL,
        GROUP,
        SEVERITY
    }

    static Equality of(Part part, String value) {
        return new Equality(part, "", value);
    }

    static Equality ofLabel(String name, String value) {
        return new Equality(Part.LABEL, name, value);
    }

    /** All equalities of a pattern; the target of a recovery pattern is no condition but where it acts. */
    static List<Equality> allOf(SignalPattern pattern) {
        List<Equality> all = new ArrayList<>();
        if (pattern.source() != SignalPattern.Source.RECOVERY) {
            add(all, Part.INSTANCE, pattern.instance());
            add(all, Part.SERVICE, pattern.service());
        }
        add(all, Part.NAME, pattern.name());
        pattern.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> all.add(ofLabel(label.getKey(), label.getValue())));
        add(all, Part.GROUP, pattern.group());
        add(all, Part.SEVERITY, pattern.severity());
        return all;
    }

    private static void add(List<Equality> all, Part part, @Nullable String value) {
        if (value != null) {
            all.add(of(part, value));
        }
    }
}
