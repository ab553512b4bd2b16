package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.correlation.live.Frame;
import io.recoverymesh.correlation.live.Watcher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KafkaPulseTest {
    private final Feed feed = new Feed("e", notices -> "[]");
    private final Watcher watcher = feed.watch(null, () -> "{}", () -> {});
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final KafkaPulse pulse = new KafkaPulse(feed, () -> now);

    @Test
    void whoWatchesIsToldSinceWhenKafkaDoesNotAnswerAndThatItDoesAgain() {
        assertThat(pulse.isDue()).isFalse();
        now = now.plusSeconds(4);
        assertThat(pulse.isDue()).isTrue();
        pulse.felt();
        assertThat(pulse.isDue()).isFalse();

        now = now.plusSeconds(60);
        pulse.missed();
        pulse.missed();
        feed.flush();
        assertThat(told())
                .filteredOn(frame -> frame.contains("stale"))
                .containsExactly("event: stale\ndata: {\"since\": \"2026-03-01T12:00:04Z\"}\n\n");
        assertThat(pulse.isDue()).as("at once again").isTrue();

        pulse.felt();
        feed.flush();
        assertThat(told()).singleElement().asString().contains("event: resync");
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (Frame frame = watcher.take(); frame != null; frame = watcher.take()) {
            told.add(new String(frame.bytes(), StandardCharsets.UTF_8));
        }
        return told;
    }
}
