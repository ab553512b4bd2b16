package io.recoverymesh.common.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@code where} that cannot be compiled; the message says what was expected, what came and in which column. */
public final class ConditionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String unknownField;

    /** @param unknownField that it names; null where that is not what is wrong */
    ConditionException(String message, @Nullable String unknownField, Throwable cause) {
        super(message, cause);
        this.unknownField = unknownField;
    }

    /** What to write instead. */
    String mend(Set<String> fields) {
        String all = "signal has " + String.join(", ", fields.stream().sorted().toList())
                + "; target has group, service, instance, name";
        return unknownField == null ? all : NearestName.mend(unknownField, fields, all);
    }
}
