package io.recoverymesh.correlation.decision;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people are told, as the arguments of the handler that tells them. */
final class Notices {
    private Notices() {}

    /** @throws Templates.MissingVariableException when the text names what the recovery does not have */
    static String arguments(Progress progress, StepRun run, Step.Work.Notify notify) {
        Recovery recovery = progress.recovery();
        String title = recovery.policy() + " on " + recovery.target() + ": " + run.step();
        String template = notify.text();
        String text = template == null
                ? "recovery " + recovery.id() + " of " + recovery.target() + " by " + recovery.policy()
                        + " has come to step " + run.step()
                : Templates.text(template, recovery, run);
        return arguments(recovery, notify.channel(), title, text);
    }

    /** A notice about a recovery. */
    static String arguments(Recovery recovery, String channel, String title, String text) {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "channel",
                channel,
                "title",
                title,
                "text",
                text,
                "severity",
                recovery.variables().getOrDefault("signal.severity", "warning"),
                "flow",
                recovery.flowId(),
                "recovery",
                recovery.id(),
                "target",
                recovery.group() + "/" + recovery.target()));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
