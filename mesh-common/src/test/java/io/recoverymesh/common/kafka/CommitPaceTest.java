package io.recoverymesh.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace(Duration.ofMillis(25), Duration.ofMillis(20));

    @Test
    void whoKeepsUpCommitsAtOnce() {
        assertThat(pace.want(1_000, 997)).isTrue();
        assertThat(pace.want(1_001, 999)).isTrue();
        assertThat(pace.isOwed(2_000)).isFalse();
    }

    @Test
    void whoLagsBehindGathersDecisionsForOneCommitThatComesInTime() {
        assertThat(pace.want(1_000, 900)).isFalse();
        assertThat(pace.want(1_019, 901)).isFalse();
        assertThat(pace.isOwed(1_019)).isFalse();
        assertThat(pace.isOwed(1_020)).isTrue();
        assertThat(pace.isOwed(1_060)).isFalse();
    }

    @Test
    void aDecisionOnAFreshRecordTakesTheOthersAlong() {
        assertThat(pace.want(1_000, 900)).isFalse();
        assertThat(pace.want(1_001, 1_000)).isTrue();
        assertThat(pace.isOwed(1_060)).isFalse();
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        assertThat(pace.want(1_000, 900)).isFalse();
        assertThat(pace.isOwed(500)).isTrue();
    }
}
