package io.recoverymesh.handler.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.FailureKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ResultsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private final Results results = new Results("exec", "h-1", Commands.run("r-1", 1, 7));

    @Test
    void namesTheAttemptAndItsFence() {
        var started = results.started(NOW, NOW);

        assertThat(started.getRecoveryId()).isEqualTo("r-1");
        assertThat(started.getAttempt()).isEqualTo(1);
        assertThat(started.getFence()).isEqualTo(7);
        assertThat(started.getHandler()).isEqualTo("exec");
        assertThat(started.getAt()).isEqualTo("2026-03-01T12:00:00.123Z");
    }

    @Test
    void givesTheSameWordTheSameIdWhoeverSaysItAndWhenever() {
        Results again = new Results("exec", "h-2", Commands.run("r-1", 1, 7));

        assertThat(again.started(NOW, NOW).getId())
                .isEqualTo(results.started(NOW, NOW).getId());
        assertThat(results.progressed(1, NOW, "a", NOW).getId())
                .isNotEqualTo(results.progressed(2, NOW, "a", NOW).getId());
    }

    @Test
    void hasOneEndPerAttempt() {
        assertThat(results.ended(new AttemptCancelled("x"), NOW).getId())
                .isEqualTo(results.refused("Expected …", NOW).getId());
        assertThat(results.refused("Expected …", NOW).getBody())
                .isEqualTo(new AttemptFailed(FailureKind.REFUSED, "Expected …", false, 0L));
    }
}
