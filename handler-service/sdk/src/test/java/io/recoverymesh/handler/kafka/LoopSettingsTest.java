package io.recoverymesh.handler.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LoopSettingsTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void takesWhatIsWithinLimits() {
        assertThatCode(() -> new LoopSettings("host-1.pod_2", 1, Duration.ofMillis(100), Duration.ZERO))
                .doesNotThrowAnyException();
        assertThatCode(() -> new LoopSettings("h", 1000, Duration.ofMinutes(1), Duration.ofMinutes(10)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheSettingThatIsNot() {
        assertThatThrownBy(() -> new LoopSettings("a b", 64, TEN, TEN)).hasMessageContaining("handler.instance");
        assertThatThrownBy(() -> new LoopSettings("h", 0, TEN, TEN)).hasMessageContaining("handler.max-running");
        assertThatThrownBy(() -> new LoopSettings("h", 1001, TEN, TEN)).hasMessageContaining("but got 1001");
        assertThatThrownBy(() -> new LoopSettings("h", 64, Duration.ZERO, TEN))
                .hasMessageContaining("handler.heartbeat");
        assertThatThrownBy(() -> new LoopSettings("h", 64, TEN, Duration.ofHours(1)))
                .hasMessageContaining("handler.stop-wait");
        assertThatThrownBy(() -> new TopicSetup(true, 0, (short) 1)).hasMessageContaining("mesh.topics.partitions");
    }
}
