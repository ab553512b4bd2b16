package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.NearestName;
import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.catalogue.Declared;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads names and choices of a request; says what was expected where they are wrong. */
final class Names {
    private Names() {}

    /** {@code group} defaults to {@value TargetRef#DEFAULT_GROUP}. */
    static TargetRef target(@Nullable String group, @Nullable String target) {
        try {
            return TargetRef.of(group(group), required("target", target));
        } catch (InvalidTargetException e) {
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    static String group(@Nullable String group) {
        return group == null || group.isBlank() ? TargetRef.DEFAULT_GROUP : group;
    }

    /** A group by itself. */
    static String groupName(@Nullable String group) {
        String name = required("group", group);
        return target(name, "any").group();
    }

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest("Expected a value of '" + field + "', but got none");
        }
        return value;
    }

    /** What people write, within bounds. */
    static String words(String field, @Nullable String value, int longest) {
        String words = required(field, value).strip();
        if (words.length() > longest) {
            throw ProblemException.badRequest(
                    "Expected at most " + longest + " characters in '" + field + "', but got " + words.length());
        }
        return words;
    }

    static Declared policy(Catalogue catalogue, @Nullable String name) {
        return declared(catalogue, Declared.RECOVERY, required("policy", name));
    }

    static Declared declared(Catalogue catalogue, String kind, String name) {
        return catalogue
                .find(kind, name)
                .orElseThrow(() -> unknown(kind.toLowerCase(Locale.ROOT), name, catalogue.names(kind)));
    }

    static ProblemException unknown(String what, String name, Collection<String> known) {
        String nearest = NearestName.of(name, known);
        String hint = nearest == null ? "" : "; did you mean '" + nearest + "'?";
        return ProblemException.notFound(
                "Expected a " + what + " that is known, but there is no '" + name + "'" + hint);
    }

    /** A point in time such as 2026-03-01T12:00:00Z; null stays null. */
    static @Nullable Instant time(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "Expected '" + field + "' to be a time such as 2026-03-01T12:00:00Z, but got '" + value + "'");
        }
    }

    /** One of the constants of an enum in any case; null stays null. */
    static <E extends Enum<E>> @Nullable E choice(String field, @Nullable String value, Class<E> type) {
        if (value == null || value.isBlank()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        String legal = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw ProblemException.badRequest(
                "Expected '" + field + "' to be one of " + legal + ", but got '" + value + "'");
    }
}
