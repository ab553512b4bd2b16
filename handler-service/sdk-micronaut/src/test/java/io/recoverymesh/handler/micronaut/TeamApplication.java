package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.Micronaut;
import io.recoverymesh.handler.sdk.RecoveryContext;
import io.recoverymesh.handler.sdk.RecoveryHandler;
import io.recoverymesh.schemas.Safety;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A team's application, for the integration test that runs it as a process against a broker. */
public final class TeamApplication {
    private TeamApplication() {}

    /** Configured by its environment. */
    public static void main(String[] args) {
        Micronaut.run(TeamApplication.class, args);
    }

    record Restart(String service) {}

    @Singleton
    @Requires(property = "spec.name", value = "process")
    static final class Payments {
        private final Path journal;

        Payments(@Value("${team.journal}") Path journal) {
            this.journal = journal;
        }

        /** Ends once a file named after the service is there. */
        @RecoveryHandler(action = "team/restart", safety = Safety.IDEMPOTENT)
        String restart(Restart restart, RecoveryContext context) throws IOException, InterruptedException {
            Files.writeString(
                    journal,
                    restart.service() + " " + context.idempotencyKey() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            while (!Files.exists(journal.resolveSibling(restart.service()))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return "restarted " + restart.service();
        }
    }
}
