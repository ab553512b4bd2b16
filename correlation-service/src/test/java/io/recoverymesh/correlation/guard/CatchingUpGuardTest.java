package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Input;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchingUpGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void defersUntilTheHealthOfAllTargetsIsRead() {
        scene.catchingUp(true);
        RecoveryRequest request = scene.request(plan, "payments");
        VerdictGiven verdict = scene.give(request);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.DEFERRED);
        assertThat(verdict.getGuard()).isEqualTo("catching-up");
        assertThat(verdict.getBlockedBy()).isEqualTo("catching up");
        assertThat(verdict.getReason())
                .isEqualTo("Expected the health of all targets to be read to the end, but it is still being read");
        caughtUp();
        assertThat(scene.verdictsOn(request))
                .extracting(VerdictGiven::getVerdict)
                .containsExactly(Verdict.DEFERRED, Verdict.ADMITTED);
    }

    @Test
    void answersEveryRequestThatCameMeanwhileOnce() {
        scene.catchingUp(true);
        RecoveryRequest first = scene.request(plan, "payments");
        RecoveryRequest second = scene.request(plan, "payments");
        scene.give(first);
        assertThat(scene.give(second).getVerdict()).isEqualTo(Verdict.JOINED);
        caughtUp();
        assertThat(scene.verdictsOn(first)).hasSize(2);
        assertThat(scene.verdictsOn(second)).hasSize(1);
    }

    @Test
    void letsStaleRequestsExpireBeforeTheyTakeAPlaceInTheQueue() {
        Plan queueing = Plan.lenient("queueing", "concurrency: {group: 1, queue: 1}");
        scene.catchingUp(true);
        scene.down("a", "b", "c", "d");
        RecoveryRequest a = scene.request(queueing, "a");
        RecoveryRequest b = scene.request(queueing, "b");
        RecoveryRequest c = scene.request(queueing, "c");
        scene.give(a);
        scene.give(b);
        scene.give(c);
        scene.sleeping(Duration.ofSeconds(1));
        scene.up("c");
        caughtUp();
        assertThat(scene.verdictOn(c).getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(scene.verdictOn(a).getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(scene.verdictOn(b).getVerdict()).isEqualTo(Verdict.DEFERRED);
    }

    private void caughtUp() {
        scene.catchingUp(false);
        scene.feed(new Input.CaughtUp(Scene.GROUP));
    }
}
