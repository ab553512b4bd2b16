package io.recoverymesh.handler.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeaseTest {
    @Test
    void speaksOftenEnoughThatTwoHeartbeatsMayBeLost() {
        assertThat(new Lease(Duration.ofSeconds(30), Duration.ofSeconds(10)).heartbeat())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(new Lease(Duration.ofSeconds(6), Duration.ofSeconds(10)).heartbeat())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new Lease(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("lease above zero");
        assertThatThrownBy(() -> new Lease(Duration.ofSeconds(1), Duration.ZERO))
                .hasMessageContaining("heartbeat above zero");
    }
}
