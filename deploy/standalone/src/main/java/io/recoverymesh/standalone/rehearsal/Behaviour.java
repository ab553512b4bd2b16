package io.recoverymesh.standalone.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an action ends in a test.
 *
 * @param after so long
 * @param fails with this error; null where it succeeds
 * @param silent it never says anything, as if its handler had died
 * @param heals the target reports UP when it has succeeded
 * @param output JSON that it gives; null for none
 */
record Behaviour(
        Duration after,
        @Nullable String fails,
        boolean silent,
        boolean heals,
        @Nullable String output) {
    /** Succeeds after a second. */
    static final Behaviour USUAL = new Behaviour(Duration.ofSeconds(1), null, false, false, null);

    private static final List<String> FIELDS = List.of("after", "fails", "silent", "heals", "output");

    static Behaviour read(Written entry) {
        Map<String, Written> fields = entry.members(FIELDS);
        Written after = fields.get("after");
        Written fails = fields.get("fails");
        Written silent = fields.get("silent");
        Written heals = fields.get("heals");
        Written output = fields.get("output");
        return new Behaviour(
                after == null ? USUAL.after() : after.duration(),
                fails == null ? null : fails.text(),
                silent != null && silent.flag(),
                heals != null && heals.flag(),
                output == null ? null : output.json().toString());
    }
}
