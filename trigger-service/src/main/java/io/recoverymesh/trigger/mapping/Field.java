package io.recoverymesh.trigger.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a rule can give. */
public enum Field {
    TARGET,
    SERVICE,
    INSTANCE,
    GROUP,
    SEVERITY,
    NAME,
    KIND,
    STATE;

    static final List<String> WORDS = Arrays.stream(values()).map(Field::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
