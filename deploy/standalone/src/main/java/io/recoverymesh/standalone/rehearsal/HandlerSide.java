package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Handlers that do what the test says. */
final class HandlerSide {
    private static final String INSTANCE = "test";
    private static final String NOTICE = "notice:";

    private final Map<String, Behaviour> actions;
    private final Cores cores;
    private final Set<String> over = new HashSet<>();

    HandlerSide(Map<String, Behaviour> actions, Cores cores) {
        this.actions = actions;
        this.cores = cores;
    }

    void deliver(StepCommand command, String handler) {
        switch (command.getBody()) {
            case RunStep run -> run(command, handler, run);
            case CancelStep cancel -> end(command, handler, new AttemptCancelled(cancel.getReason()));
            case ProbeStep probe ->
                cores.at(
                        cores.now(),
                        () -> cores.result(new Results(handler, INSTANCE, command)
                                .answered(Probed.didNotTakePlace("the test says so"), cores.now())));
            default -> throw new IllegalStateException("Expected a command, but got " + command.getBody());
        }
    }

    private void run(StepCommand command, String handler, RunStep run) {
        String action = handler + "/" + run.getAction();
        Behaviour behaviour =
                actions.getOrDefault(action, actions.getOrDefault(handler, actions.getOrDefault("*", Behaviour.USUAL)));
        tell(command, run, action);
        if (behaviour.silent()) {
            return;
        }
        run(command, handler, run, behaviour);
    }

    /** What tells people is no command of a plan. */
    private void tell(StepCommand command, RunStep run, String action) {
        if (command.getStep().startsWith(NOTICE)) {
            cores.happened(Happened.of(
                    Kind.notices,
                    cores.now(),
                    command.getTarget(),
                    command.getGroup(),
                    command.getPolicy(),
                    run.getArguments()));
            return;
        }
        cores.happened(Happened.of(
                Kind.commands,
                cores.now(),
                action,
                command.getTarget(),
                command.getGroup(),
                command.getPolicy(),
                command.getStep(),
                Integer.toString(command.getAttempt()),
                run.getArguments()));
    }

    private void run(StepCommand command, String handler, RunStep run, Behaviour behaviour) {
        Results results = new Results(handler, INSTANCE, command);
        Instant lease = cores.now().plus(behaviour.after()).plusMillis(run.getLeaseMs());
        cores.at(cores.now(), () -> cores.result(results.started(lease, cores.now())));
        cores.at(cores.now().plus(behaviour.after()), () -> {
            long took = behaviour.after().toMillis();
            SpecificRecord body = behaviour.fails() == null
                    ? new AttemptSucceeded(behaviour.output(), took)
                    : new AttemptFailed(FailureKind.FAILED, behaviour.fails(), true, took);
            end(command, handler, body);
            if (behaviour.heals() && behaviour.fails() == null) {
                cores.signal(up(command));
            }
        });
    }

    private void end(StepCommand command, String handler, SpecificRecord body) {
        if (over.add(command.getRecoveryId() + command.getStep() + command.getAttempt())) {
            cores.at(cores.now(), () -> cores.result(new Results(handler, INSTANCE, command).ended(body, cores.now())));
        }
    }

    private HealthReported up(StepCommand command) {
        return HealthReported.newBuilder()
                .setId("healed-" + command.getId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStatus(HealthStatus.UP)
                .setObservedAt(cores.now())
                .setSource(INSTANCE)
                .setReason("the action healed it")
                .build();
    }
}
