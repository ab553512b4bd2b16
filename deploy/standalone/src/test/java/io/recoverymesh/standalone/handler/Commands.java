package io.recoverymesh.standalone.handler;

import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Commands to the handler {@code exec} and its action {@code it}. */
final class Commands {
    private Commands() {}

    static StepCommand run(String recovery, String target, long fence) {
        Instant now = Instant.now();
        return command(recovery, target, fence, runStep(now.plusSeconds(60), now.plusSeconds(60)));
    }

    static RunStep runStep(Instant notAfter, Instant deadline) {
        return new RunStep(
                "it",
                "{}",
                Safety.IDEMPOTENT,
                deadline.truncatedTo(ChronoUnit.MILLIS),
                notAfter.truncatedTo(ChronoUnit.MILLIS),
                30_000L);
    }

    static StepCommand command(String recovery, String target, long fence, Object body) {
        return new StepCommand(
                "c-" + recovery,
                "f-1",
                recovery,
                "policy",
                "team",
                target,
                "restart",
                1,
                fence,
                "key-" + recovery,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                body);
    }
}
