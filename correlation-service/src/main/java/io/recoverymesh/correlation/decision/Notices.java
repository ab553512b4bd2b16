package io.recoverymesh.correlation.decision;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Telling.Notice;
import io.recoverymesh.correlation.plan.PlanGraph;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.NoticeGiven;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are told: the words, and the command of the handler that tells them. */
final class Notices {
    /** Steps of commands that tell people; the notice's id follows. */
    static final String STEP = "notice:";

    static final String HANDLER = PlanGraph.NOTIFY;
    static final String ACTION = PlanGraph.NOTIFY + "/" + PlanGraph.SEND;
    /** Instance that answers commands which could not even be sent. */
    static final String THE_MESH = "correlation-service";

    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_LINE = 300;
    private static final String USUAL = "warning";

    private Notices() {}

    /** A step of a plan that tells people. @throws Templates.MissingVariableException when the text names what the recovery does not have */
    static String arguments(Progress progress, StepRun run, Step.Work.Notify notify) {
        Recovery recovery = progress.recovery();
        String title = recovery.policy() + " on " + recovery.target() + ": " + run.step();
        String template = notify.text();
        String text = template == null
                ? "recovery " + recovery.id() + " of " + recovery.target() + " by " + recovery.policy()
                        + " has come to step " + run.step()
                : Templates.text(template, recovery, run);
        Notice notice = new Notice(
                "",
                recovery.flowId(),
                recovery.target(),
                recovery.id(),
                recovery.policy(),
                title,
                text,
                severity(recovery),
                1,
                1,
                null,
                false);
        return arguments(notify.channel(), recovery.group(), notice);
    }

    /** A notice of what a decision says. */
    static Notice of(String id, Draft draft, Message message, @Nullable Recovery recovery) {
        String severity = message.severity();
        String policy = draft.policy();
        return new Notice(
                id,
                draft.flowId,
                draft.target,
                recovery == null ? "" : recovery.id(),
                policy == null ? "" : policy,
                bounded(draft.group + "/" + draft.target + ": " + message.title(), LONGEST_LINE),
                bounded(text(draft, message), LONGEST_TEXT),
                severity == null ? severity(recovery) : severity,
                1,
                0,
                null,
                false);
    }

    /** A notice as the log tells it. */
    static Notice of(RecoveryEvent event, NoticeGiven fact) {
        String recovery = event.getRecoveryId();
        String policy = event.getPolicy();
        return new Notice(
                fact.getNoticeId(),
                event.getFlowId(),
                event.getTarget(),
                recovery == null ? "" : recovery,
                policy == null ? "" : policy,
                fact.getTitle(),
                fact.getText(),
                fact.getSeverity(),
                fact.getCount(),
                fact.getAttempt(),
                fact.getUntil(),
                false);
    }

    /** All that waited, as one. */
    static Notice together(Telling telling, String group) {
        Notice first = telling.waiting().getFirst();
        if (telling.count() == 1) {
            return first;
        }
        String lines = telling.waiting().stream()
                .map(notice -> "- " + notice.title() + ": " + firstLine(notice.text()))
                .collect(Collectors.joining("\n"));
        int more = telling.count() - telling.waiting().size();
        return new Notice(
                EventIds.of("notices", first.id()),
                first.flow(),
                first.target(),
                first.recovery(),
                first.policy(),
                telling.count() + " more notices about group " + group,
                lines + (more == 0 ? "" : "\n- and " + more + " more") + "\nNow: ./mesh top\nAll flows: ./mesh flows",
                first.severity(),
                telling.count(),
                0,
                null,
                false);
    }

    /** The command for one attempt. */
    static StepCommand command(Draft draft, String channel, Notice notice, int attempt, long fence) {
        Instant deadline = draft.now.plus(People.ANSWER);
        return StepCommand.newBuilder()
                .setId(EventIds.of("command", notice.id(), Integer.toString(attempt)))
                .setFlowId(notice.flow())
                .setRecoveryId(notice.recovery())
                .setPolicy(notice.policy())
                .setGroup(draft.group)
                .setTarget(notice.target())
                .setStep(STEP + notice.id())
                .setAttempt(attempt)
                .setFence(fence)
                .setIdempotencyKey(EventIds.of("effect", notice.id()))
                .setIssuedAt(draft.now)
                .setBody(RunStep.newBuilder()
                        .setAction(PlanGraph.SEND)
                        .setArguments(arguments(channel, draft.group, notice))
                        .setSafety(Safety.IDEMPOTENT)
                        .setDeadline(deadline)
                        .setNotAfter(deadline.minusSeconds(2))
                        .setLeaseMs(Dispatch.LEASE.toMillis())
                        .build())
                .build();
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static String text(Draft draft, Message message) {
        String at = draft.group.equals("default") ? draft.target : draft.target + " -g " + draft.group;
        return message.reason() + "\n" + message.outlook() + "\nWhy: ./mesh explain " + at
                + (draft.flowId.isEmpty() ? "" : "\nStory: ./mesh flow " + draft.flowId);
    }

    private static String arguments(String channel, String group, Notice notice) {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "channel", channel,
                "title", notice.title(),
                "text", notice.text(),
                "severity", notice.severity(),
                "flow", notice.flow(),
                "recovery", notice.recovery(),
                "target", group + "/" + notice.target()));
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String severity(@Nullable Recovery recovery) {
        return recovery == null ? USUAL : recovery.variables().getOrDefault("signal.severity", USUAL);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return bounded(end < 0 ? text : text.substring(0, end), LONGEST_LINE);
    }

    private static String bounded(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
