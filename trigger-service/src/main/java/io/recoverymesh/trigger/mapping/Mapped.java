package io.recoverymesh.trigger.mapping;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules gave for one foreign signal; names of targets are usable names. */
public final class Mapped {
    private final Map<Field, String> values = new EnumMap<>(Field.class);

    /** Null where no rule said anything, or one said that there is none. */
    public @Nullable String get(Field field) {
        String value = values.get(field);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean isDecided(Field field) {
        return values.containsKey(field);
    }

    void decide(Field field, String value) {
        values.put(
                field,
                switch (field) {
                    case SERVICE, INSTANCE, GROUP -> Names.usable(value);
                    case TARGET, SEVERITY, NAME, KIND, STATE -> value;
                });
        if (field == Field.TARGET) {
            int slash = value.indexOf('/');
            decide(Field.SERVICE, slash < 0 ? value : value.substring(0, slash));
            decide(Field.INSTANCE, slash < 0 ? "" : value.substring(slash + 1));
        }
    }
}
