package io.recoverymesh.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.ChildJvm;
import java.time.Duration;

/** A handler that is stopped, as SIGSTOP does, for longer than its lease, with one attempt in hand and one command waiting. */
final class FrozenHandler implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String IN_HAND = "g1/frozen-in-hand";
    private static final String WAITING = "g1/frozen-waiting";

    private final ChildJvm child;
    private final StepLog steps;
    private final Log<StepResult> results;

    FrozenHandler(ChildJvm child, StepLog steps, Log<StepResult> results) {
        this.child = child;
        this.steps = steps;
        this.results = results;
    }

    void begin(Load patient, Load hasty) {
        patient.fail("g1", "frozen-in-hand", 1);
        await("an attempt in hand").atMost(SOON).until(() -> steps.of(IN_HAND).starts() == 1);
        child.signal("STOP");
        hasty.fail("g1", "frozen-waiting", 1);
    }

    /** By now its lease is lost, and the waiting command has expired. */
    void goOnAfterItsLease() {
        await("the next attempt").atMost(SOON).until(() -> steps.of(IN_HAND).attempt() == 2);
        await("the expiry").atMost(SOON).until(() -> steps.of(WAITING).end().equals("StepFailed"));
        child.signal("CONT");
        await("the second attempt's end")
                .atMost(SOON)
                .until(() -> steps.of(IN_HAND).end().equals("StepSucceeded"));
        await("the late result")
                .atMost(SOON)
                .until(() -> !steps.of(IN_HAND).ignored().isEmpty());
        await("the refusal").atMost(SOON).until(this::isRefused);
    }

    private boolean isRefused() {
        return results.read().stream()
                .anyMatch(result -> WAITING.equals(result.getGroup() + "/" + result.getTarget())
                        && result.getBody() instanceof AttemptFailed failed
                        && failed.getKind() == FailureKind.REFUSED);
    }

    void check(EffectLog world) {
        assertThat(steps.of(IN_HAND).ignored()).allSatisfy(ignored -> {
            assertThat(ignored.getReason()).startsWith("LATE");
            assertThat(ignored.getAttempt()).isEqualTo(1);
        });
        assertThat(world.lines())
                .as("T1: nothing starts whose notAfter has passed")
                .noneMatch(line -> line.target().equals(WAITING));
    }

    @Override
    public void close() {
        child.close();
    }
}
