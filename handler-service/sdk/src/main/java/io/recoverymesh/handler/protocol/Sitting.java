package io.recoverymesh.handler.protocol;

import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides the commands of one transaction. What it decides enters the {@link Ledger} only by {@link #commit()}: when the
 * transaction did not commit, the same commands come again and must be new.
 */
public final class Sitting {
    private final Ledger ledger;
    private final Duration heartbeat;
    private final int room;
    private final Map<String, Long> fences = new HashMap<>();
    private final Set<AttemptKey> taken = new HashSet<>();

    /**
     * @param heartbeat how often running attempts speak
     * @param room how many more attempts may run
     */
    public Sitting(Ledger ledger, Duration heartbeat, int room) {
        this.ledger = ledger;
        this.heartbeat = heartbeat;
        this.room = room;
    }

    /** What to do with one command to this handler. */
    public Decision decide(Handler handler, StepCommand command, Instant now) {
        return switch (command.getBody()) {
            case RunStep run -> run(handler, command, run, now);
            case CancelStep cancel -> cancel(command, cancel);
            case ProbeStep probe -> probe(handler, command, probe, now);
            default ->
                refuse(handler, command, Refusal.MALFORMED, "Expected RunStep, CancelStep or ProbeStep, but got none");
        };
    }

    /** The transaction is committed: remember. */
    public void commit() {
        ledger.record(fences, taken);
    }

    private Decision run(Handler handler, StepCommand command, RunStep run, Instant now) {
        AttemptKey attempt = AttemptKey.of(command);
        if (knows(attempt)) {
            return new Decision.Ignore(command, "attempt " + attempt + " was already taken by this instance");
        }
        Optional<Decision> refused = refusal(handler, command, run, now);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Action> action = handler.action(run.getAction());
        if (action.isEmpty()) {
            return refuse(handler, command, Refusal.UNKNOWN_ACTION, unknown(handler, run.getAction()));
        }
        return accept(handler, command, run, action.get());
    }

    private static Decision probe(Handler handler, StepCommand command, ProbeStep probe, Instant now) {
        if (!now.isBefore(probe.getAnswerBy())) {
            return new Decision.Ignore(
                    command, "Expected the question before " + probe.getAnswerBy() + ", but it is " + now);
        }
        Action action = handler.action(probe.getAction())
                .orElseGet(() -> new Unanswerable(probe.getAction(), unknown(handler, probe.getAction())));
        try {
            Arguments arguments = Arguments.parse(probe.getArguments());
            return new Decision.Ask(handler.name(), command, probe, action, arguments);
        } catch (IllegalArgumentException e) {
            Action unanswerable = new Unanswerable(probe.getAction(), String.valueOf(e.getMessage()));
            return new Decision.Ask(handler.name(), command, probe, unanswerable, Arguments.none());
        }
    }

    private Decision accept(Handler handler, StepCommand command, RunStep run, Action action) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(run.getArguments());
        } catch (IllegalArgumentException e) {
            return refuse(handler, command, Refusal.BAD_ARGUMENTS, String.valueOf(e.getMessage()));
        }
        Optional<String> objection = action.objection(arguments);
        if (objection.isPresent()) {
            return refuse(handler, command, Refusal.BAD_ARGUMENTS, objection.get());
        }
        if (taken.size() >= room) {
            return new Decision.Wait();
        }
        fences.merge(place(handler, command), command.getFence(), Math::max);
        taken.add(AttemptKey.of(command));
        Lease lease = new Lease(Duration.ofMillis(run.getLeaseMs()), heartbeat);
        return new Decision.Accept(handler.name(), command, run, action, arguments, lease);
    }

    private static Optional<String> malformed(StepCommand command, RunStep run) {
        try {
            TargetRef.of(command.getGroup(), command.getTarget());
        } catch (InvalidTargetException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return run.getLeaseMs() >= 1 && command.getAttempt() >= 1
                ? Optional.empty()
                : Optional.of("Expected attempt and leaseMs of at least 1, but got attempt " + command.getAttempt()
                        + " and leaseMs " + run.getLeaseMs());
    }

    private Optional<Decision> refusal(Handler handler, StepCommand command, RunStep run, Instant now) {
        Optional<String> malformed = malformed(command, run);
        if (malformed.isPresent()) {
            return Optional.of(refuse(handler, command, Refusal.MALFORMED, malformed.get()));
        }
        if (now.isAfter(run.getNotAfter())) {
            return Optional.of(refuse(handler, command, Refusal.EXPIRED, expired(run, now)));
        }
        if (!now.isBefore(run.getDeadline())) {
            return Optional.of(refuse(
                    handler,
                    command,
                    Refusal.OVERDUE,
                    "Expected to start before the deadline " + run.getDeadline() + ", but it is " + now));
        }
        long seen = seenFence(place(handler, command));
        return command.getFence() >= seen
                ? Optional.empty()
                : Optional.of(refuse(
                        handler,
                        command,
                        Refusal.FENCED,
                        "Expected a fence of at least " + seen + " for " + command.getTarget() + ", but got "
                                + command.getFence() + ": a newer command was seen"));
    }

    /** The same sentence where a pause between acceptance and start made it expire. */
    public static String expired(RunStep run, Instant now) {
        return "Expected to start no later than " + run.getNotAfter() + ", but it is " + now
                + ": the decision has expired";
    }

    private Decision cancel(StepCommand command, CancelStep cancel) {
        AttemptKey attempt = AttemptKey.of(command);
        return knows(attempt)
                ? new Decision.Cancel(attempt, cancel.getReason())
                : new Decision.Ignore(command, "attempt " + attempt + " was not taken by this instance");
    }

    private boolean knows(AttemptKey attempt) {
        return taken.contains(attempt) || ledger.knows(attempt);
    }

    private long seenFence(String place) {
        Long draft = fences.get(place);
        Long kept = ledger.fence(place);
        return Math.max(draft == null ? Long.MIN_VALUE : draft, kept == null ? Long.MIN_VALUE : kept);
    }

    // Per handler: only within one commands topic does Kafka keep the order of a target's commands.
    private static String place(Handler handler, StepCommand command) {
        return handler.name() + "|" + command.getGroup() + "/" + command.getTarget();
    }

    private static Decision refuse(Handler handler, StepCommand command, Refusal reason, String error) {
        return new Decision.Refuse(handler.name(), command, reason, error);
    }

    private static String unknown(Handler handler, String action) {
        return "Expected one of the actions " + new TreeSet<>(handler.actions().keySet()) + " of handler '"
                + handler.name() + "', but got '" + action
                + "'. Declare it in the handler's configuration, or mend 'run' in the policy.";
    }
}
