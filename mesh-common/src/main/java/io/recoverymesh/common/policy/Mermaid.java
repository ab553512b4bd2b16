package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Policy.OnFailure;
import io.recoverymesh.common.policy.Step.Join;
import io.recoverymesh.common.policy.Step.Result;
import io.recoverymesh.common.policy.Step.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws a plan as a Mermaid flowchart: the same policy always gives the same text, and no text of a policy breaks it. */
public final class Mermaid {
    private static final int LONGEST = 80;

    private final Policy policy;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    private Mermaid(Policy policy) {
        this.policy = policy;
        for (Step step : policy.steps()) {
            names.put(step.id(), "s" + (names.size() + 1));
        }
    }

    /** Steps are boxes, approvals hexagons, waits rounded, messages flags; an undo hangs on a dotted line. */
    public static String of(Policy policy) {
        return new Mermaid(policy).drawn();
    }

    private String drawn() {
        lines.add("flowchart TD");
        lines.add("    begin([" + quoted(triggers()) + "])");
        policy.steps().forEach(this::node);
        policy.steps().forEach(this::entrances);
        policy.steps().forEach(this::edges);
        ending();
        return String.join("\n", lines) + "\n";
    }

    private String triggers() {
        List<String> said = policy.on().stream().map(Mermaid::trigger).limit(3).toList();
        String more = policy.on().size() > 3 ? "<br/>or " + (policy.on().size() - 3) + " more" : "";
        String mode = policy.mode() == Policy.Mode.AUTO ? "" : "<br/><i>mode " + lower(policy.mode()) + "</i>";
        return String.join("<br/>or ", said) + more + mode;
    }

    private static String trigger(Trigger trigger) {
        String parts = trigger.patterns().stream()
                .map(Mermaid::pattern)
                .collect(Collectors.joining(trigger.shape() == Trigger.Shape.ALL ? " and " : " or "));
        return trigger.shape() == Trigger.Shape.ABSENT ? "no " + parts : parts;
    }

    private static String pattern(SignalPattern pattern) {
        String what = lower(pattern.source())
                + (pattern.name() == null ? "" : " " + pattern.name())
                + (pattern.service() == null ? "" : " " + pattern.service());
        boolean isAlert = Set.of("FIRING").equals(pattern.states());
        return text(
                what + (isAlert ? "" : " " + pattern.states().stream().sorted().collect(Collectors.joining("/"))));
    }

    private void node(Step step) {
        String name = name(step.id());
        String title = "<b>" + text(step.id()) + "</b><br/>" + text(work(step.work()));
        String when = step.when() == null ? "" : "<br/><i>when " + text(step.when()) + "</i>";
        String visits = step.maxVisits() > 1 ? "<br/>at most " + step.maxVisits() + " times" : "";
        String label = quoted(title + when + visits);
        lines.add("    " + name
                + switch (step.work()) {
                    case Work.Run run -> "[" + label + "]";
                    case Work.Approve approve -> "{{" + label + "}}";
                    case Work.Await await -> "(" + label + ")";
                    case Work.Notify notify -> ">" + label + "]";
                });
        if (step.work() instanceof Work.Run run && run.undo() != null) {
            String undo = "u" + name.substring(1);
            lines.add("    " + undo + "[" + quoted("undo<br/>" + text(called(run.undo()))) + "]");
            lines.add("    " + name + " -. undo .-> " + undo);
        }
    }

    private static String work(Work work) {
        return switch (work) {
            case Work.Run run -> called(run.call());
            case Work.Approve approve ->
                "approve: " + (approve.roles().isEmpty() ? "anyone" : String.join(", ", approve.roles())) + ", "
                        + Durations.format(approve.timeout());
            case Work.Await await ->
                "await " + (await.target() == null ? "" : await.target() + " ") + await.health() + " within "
                        + Durations.format(await.within());
            case Work.Notify notify -> "notify " + notify.channel();
        };
    }

    private static String called(Step.Call call) {
        return call.handler().equals(call.action()) ? call.handler() : call.handler() + "/" + call.action();
    }

    private void entrances(Step step) {
        Join after = step.after();
        if (after == null) {
            return;
        }
        String name = name(step.id());
        if (after.of().isEmpty()) {
            lines.add("    begin --> " + name);
        }
        String label =
                switch (after.kind()) {
                    case ALL -> "";
                    case ANY -> "|any|";
                    case QUORUM -> "|" + after.need() + " of " + after.of().size() + "|";
                };
        after.of().forEach(before -> lines.add("    " + name(before) + " -->" + label + " " + name));
    }

    private void edges(Step step) {
        for (Result result : Result.values()) {
            String to = step.on().get(result);
            if (to != null) {
                lines.add("    " + name(step.id()) + " -->|" + word(result) + "| " + name(to));
            }
        }
    }

    private static String word(Result result) {
        return switch (result) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case TIMED_OUT -> "timed out";
            case REJECTED -> "rejected";
        };
    }

    private void ending() {
        lines.add("    verified(["
                + quoted("verify " + policy.verify().health() + " for "
                        + Durations.format(policy.verify().stableFor()) + "<br/>within "
                        + Durations.format(policy.verify().within()))
                + "])");
        Set<String> left = new HashSet<>();
        for (Step step : policy.steps()) {
            left.addAll(step.after() == null ? List.of() : step.after().of());
            if (step.on().containsKey(Result.SUCCEEDED)) {
                left.add(step.id());
            }
        }
        policy.steps().stream()
                .filter(step -> !left.contains(step.id()))
                .forEach(step -> lines.add("    " + name(step.id()) + " --> verified"));
        Policy.Repeat repeat = policy.repeat();
        if (repeat != null) {
            lines.add("    verified -->|"
                    + quoted("not yet: again, at most " + repeat.max() + " times"
                            + (repeat.within() == null ? "" : " within " + Durations.format(repeat.within())))
                    + "| begin");
        }
        if (policy.onFailure() == OnFailure.COMPENSATE) {
            lines.add("    failed([" + quoted("a step fails: every undo of what succeeded, the last first") + "])");
        }
        if (policy.fallback() != null) {
            lines.add("    fallback[[" + quoted("policy " + text(policy.fallback())) + "]]");
            lines.add("    verified -. not recovered .-> fallback");
        }
    }

    private String name(String id) {
        return names.getOrDefault(id, "nowhere");
    }

    private static String quoted(String html) {
        return "\"" + html + "\"";
    }

    /** As text within a label: what Mermaid, HTML or Markdown would read otherwise is written as its number. */
    private static String text(String plain) {
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST, plain.codePointCount(0, plain.length())));
        String shown = end < plain.length() ? plain.substring(0, end) + "…" : plain;
        StringBuilder text = new StringBuilder();
        shown.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                text.append(' ');
            } else if ("\"'<>&#;`{}[]()|\\*_%".indexOf(c) >= 0) {
                text.append('#').append(c).append(';');
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
