package io.recoverymesh.common.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known name that somebody may have meant. */
public final class NearestName {
    /** Beyond, the search would cost more than the hint is worth. */
    private static final int MAX_KNOWN = 500;

    private NearestName() {}

    /** Null when none is near. */
    public static @Nullable String of(String written, Collection<String> known) {
        if (known.size() > MAX_KNOWN) {
            return null;
        }
        String lower = written.toLowerCase(Locale.ROOT);
        int reach = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= reach)
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= reach)
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .orElse(null);
    }

    /** {@code Did you mean 'x'?}, or what to do where nothing is near. */
    public static String mend(String written, Collection<String> known, String otherwise) {
        String nearest = of(written, known);
        return nearest == null ? otherwise : "Did you mean '" + nearest + "'?";
    }

    /** Characters to insert, remove or replace, a swap of neighbours counted once. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
