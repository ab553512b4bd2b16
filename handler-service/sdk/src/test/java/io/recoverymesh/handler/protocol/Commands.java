package io.recoverymesh.handler.protocol;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands and a handler for tests; the time is {@link #NOW}. */
final class Commands {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Handler HANDLER = Handler.of("exec", List.of(new Restart()));

    private Commands() {}

    static StepCommand run(String recovery, int attempt, long fence) {
        return command(
                recovery,
                attempt,
                fence,
                new RunStep("restart", "{}", Safety.IDEMPOTENT, NOW.plusSeconds(60), NOW.plusSeconds(10), 30_000L));
    }

    static StepCommand cancel(String recovery, int attempt, long fence) {
        return command(recovery, attempt, fence, new CancelStep("an operator said so"));
    }

    static StepCommand probe(String action, String arguments) {
        return command("r-1", 1, 1, new ProbeStep(action, arguments, NOW.plusSeconds(3)));
    }

    static StepCommand command(String recovery, int attempt, long fence, Object body) {
        return new StepCommand(
                recovery + "-" + attempt + "-" + body.getClass().getSimpleName(),
                "f-1",
                recovery,
                "restart-payments",
                "team",
                "payments",
                "restart",
                attempt,
                fence,
                recovery + "-restart",
                NOW,
                body);
    }

    static StepCommand run(String action, String arguments, Instant deadline, Instant notAfter, long leaseMs) {
        return command("r-1", 1, 1, new RunStep(action, arguments, Safety.ONCE, deadline, notAfter, leaseMs));
    }

    private static final class Restart implements Action {
        @Override
        public HandlerAction description() {
            return new HandlerAction("restart", "restarts", Safety.IDEMPOTENT, null, null);
        }

        @Override
        public Optional<String> objection(Arguments arguments) {
            return arguments.names().contains("wrong")
                    ? Optional.of("Expected nothing, but got 'wrong'")
                    : Optional.empty();
        }

        @Override
        public Outcome perform(Invocation invocation, Context context) {
            return Outcome.success();
        }
    }
}
