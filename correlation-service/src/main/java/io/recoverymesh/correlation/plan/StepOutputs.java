package io.recoverymesh.correlation.plan;

import io.recoverymesh.common.policy.OutputPath;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What later steps may read of earlier ones: how they ended, and what they gave. */
public final class StepOutputs {
    /** Longest output that is kept, in bytes of UTF-8. */
    public static final int LONGEST = 16 * 1024;

    private StepOutputs() {}

    /** The output as it is kept; one that is too long gives way to a note that says so. */
    public static @Nullable String bounded(@Nullable String output) {
        if (output == null || output.length() * 3L <= LONGEST) {
            return output;
        }
        int bytes = output.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST
                ? output
                : "{\"error\":\"Expected an output of at most " + LONGEST + " bytes, but it has " + bytes
                        + ": it is not kept\"}";
    }

    /** By step, of those that gave one. */
    public static Map<String, String> outputs(Recovery recovery) {
        Map<String, String> outputs = new HashMap<>();
        for (StepRun run : recovery.steps()) {
            String output = run.output();
            if (output != null && !run.isUndo()) {
                outputs.put(run.id(), output);
            }
        }
        return outputs;
    }

    /** How steps ended, by step; without those that have not. */
    public static Map<String, String> ends(Recovery recovery) {
        Map<String, String> ends = new HashMap<>();
        for (StepRun run : recovery.steps()) {
            String end = endOf(run);
            if (end != null && !run.isUndo()) {
                ends.put(run.id(), end);
            }
        }
        return ends;
    }

    /** The value of {@code outputs.<step>[.<path>]} or {@code steps.<step>}; null where there is none. */
    public static @Nullable String value(String name, Recovery recovery) {
        String[] parts = name.split("\\.", 3);
        StepRun run = parts.length < 2 ? null : recovery.step(parts[1]).orElse(null);
        if (run == null) {
            return null;
        }
        if (parts[0].equals("steps")) {
            return parts.length == 2 ? endOf(run) : null;
        }
        String output = run.output();
        return output == null || parts.length == 2 ? output : OutputPath.find(output, parts[2]);
    }

    private static @Nullable String endOf(StepRun run) {
        var result = Planner.resultOf(run);
        return result != null
                ? result.name()
                : run.phase().isTerminal() ? run.phase().name() : null;
    }
}
