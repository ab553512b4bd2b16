package io.recoverymesh.common.policy;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How bad a severity is, the worst last; the words that monitoring systems use for it. */
public enum SeverityRank {
    INFO("info", "information", "informational", "notice", "none", "debug", "low"),
    WARNING("warning", "warn", "minor", "medium", "moderate", "average"),
    ERROR("error", "major", "high"),
    CRITICAL("critical", "crit", "page", "fatal", "alert", "emergency", "disaster", "severe");

    private final Set<String> words;

    SeverityRank(String... words) {
        this.words = Set.of(words);
    }

    /** Null for a word that is none of the known ones. */
    public static @Nullable SeverityRank of(@Nullable String severity) {
        if (severity == null) {
            return null;
        }
        String word = severity.toLowerCase(Locale.ROOT);
        for (SeverityRank rank : values()) {
            if (rank.words.contains(word)) {
                return rank;
            }
        }
        return null;
    }

    /** Whether a severity is known and at least as bad as this. */
    public boolean isReachedBy(@Nullable String severity) {
        SeverityRank rank = of(severity);
        return rank != null && rank.compareTo(this) >= 0;
    }
}
