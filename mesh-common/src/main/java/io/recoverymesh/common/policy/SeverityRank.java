package io.recoverymesh.common.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How bad a severity is, the worst last; the words that monitoring systems use for it. */
public enum SeverityRank {
    INFO("info information informational notice none debug low"),
    WARNING("warning warn minor medium moderate average"),
    ERROR("error major high"),
    CRITICAL("critical crit page fatal alert emergency disaster severe");

    private static final Map<String, SeverityRank> BY_WORD = Arrays.stream(values())
            .flatMap(rank -> Arrays.stream(rank.words.split(" ")).map(word -> Map.entry(word, rank)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String words;

    SeverityRank(String words) {
        this.words = words;
    }

    /** Null for a word that is none of the known ones. */
    public static @Nullable SeverityRank of(@Nullable String severity) {
        return severity == null ? null : BY_WORD.get(severity.toLowerCase(Locale.ROOT));
    }

    /** Whether a severity is known and at least as bad as this. */
    public boolean isReachedBy(@Nullable String severity) {
        SeverityRank rank = of(severity);
        return rank != null && rank.compareTo(this) >= 0;
    }
}
