package io.recoverymesh.handler.exec;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.fixture.GivenSecrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Declares and runs programs for tests, as a command would. */
final class Programs {
    private Programs() {}

    static Action action(Map<String, Object> fields) {
        return new ExecActions(InstantSource.system(), GivenSecrets.none())
                .of("test", Map.of("it", fields))
                .getFirst();
    }

    static Outcome run(Action action, String with, Instant deadline) throws Exception {
        return action.perform(
                new Invocation(
                        "it",
                        Arguments.parse(with),
                        "command-" + System.nanoTime(),
                        "r-1",
                        "policy",
                        "team",
                        "payments/payments-1",
                        "restart",
                        "00-trace-span-01"),
                new Given(deadline));
    }

    static Path python() {
        return Path.of("/usr/bin/python3");
    }

    private record Given(Instant deadline) implements Context {
        @Override
        public String idempotencyKey() {
            return "key-1";
        }

        @Override
        public int attempt() {
            return 2;
        }

        @Override
        public long fence() {
            return 7;
        }

        @Override
        public void heartbeat(String progress) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
