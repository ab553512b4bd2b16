package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgeGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void actsOnAnEventOfExactlyFifteenMinutesAndOnNoneThatIsOlder() {
        assertThat(aged(Duration.ofMinutes(15), "a").getVerdict()).isEqualTo(Verdict.ADMITTED);
        VerdictGiven verdict = aged(Duration.ofMinutes(15).plusMillis(1), "b");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getGuard()).isEqualTo("age");
        assertThat(verdict.getReason())
                .isEqualTo("Expected an event of at most 15m, but it was published at "
                        + scene.now().minus(Duration.ofMinutes(15).plusMillis(1)) + ", 15m ago");
    }

    @Test
    void looksAtThePublicationAndNotAtWhenItWasRequested() {
        RecoveryRequest request = scene.request(plan, "payments");
        scene.sleeping(Duration.ofHours(1));
        RecoveryRequest late =
                RecoveryRequest.newBuilder(request).setRequestedAt(scene.now()).build();
        assertThat(scene.give(late).getVerdict()).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void neverActsOnTheFuture() {
        assertThat(aged(Duration.ofMinutes(-5), "a").getVerdict()).isEqualTo(Verdict.ADMITTED);
        VerdictGiven verdict = aged(Duration.ofMinutes(-5).minusMillis(1), "b");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getReason()).contains("more than 5m ahead").contains("sender's clock");
    }

    @Test
    void takesTheLimitOfThePolicy() {
        Plan strict = Plan.auto("strict", "guard: {maxEventAge: 10s}");
        RecoveryRequest request = RecoveryRequest.newBuilder(scene.request(strict, "payments"))
                .setEventTime(scene.now().minusSeconds(11))
                .build();
        assertThat(scene.give(request).getGuard()).isEqualTo("age");
    }

    private VerdictGiven aged(Duration age, String target) {
        return scene.give(RecoveryRequest.newBuilder(scene.request(plan, target))
                .setEventTime(scene.now().minus(age))
                .build());
    }
}
