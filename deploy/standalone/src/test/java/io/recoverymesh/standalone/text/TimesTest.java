package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {
    private final Times times = new Times(() -> Screens.NOW, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"PT0.412S,0.4s", "PT58S,58s", "PT9M58S,9m 58s", "PT3H2M5S,3h 2m", "PT97H,4d 1h"})
    void writesLengthsWithTwoUnitsAtMost(Duration length, String text) {
        assertThat(Times.length(length)).isEqualTo(text);
    }

    @Test
    void writesTheDateOnlyOfOtherDays() {
        assertThat(times.clockTime(Instant.parse("2026-03-01T09:59:01Z"))).isEqualTo("09:59:01");
        assertThat(times.clockTime(Instant.parse("2026-02-28T09:59:01Z"))).isEqualTo("2026-02-28 09:59:01");
    }

    @Test
    void saysHowFarAnUntilIsAway() {
        assertThat(times.until(Screens.json("'2026-03-01T10:09:58Z'"))).isEqualTo("until 10:09:58 (in 9m 58s)");
        assertThat(times.until(Screens.json("'2026-03-01T09:00:00Z'"))).isEqualTo("until 09:00:00 (over)");
        assertThat(times.until(Screens.json("null"))).isEmpty();
    }

    @Test
    void saysHowLongAgo() {
        assertThat(times.ago(Screens.json("'2026-03-01T09:59:48Z'"))).isEqualTo("12s ago");
        assertThat(times.ago(Screens.json("'2026-03-01T10:00:12Z'"))).isEqualTo("in 12s");
    }
}
