package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0s,PT0S", "500ms,PT0.5S", "30s,PT30S", "90s,PT1M30S", "24h,PT24H", "7d,PT168H"})
    void readsTheFormsOfTheLanguage(String written, Duration expected) {
        assertThat(Durations.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 s", "s", "-1s", "1.5s", "30sec", "1h30m", "9999999999s", "30s\n"})
    void refusesAnythingElseAndSaysTheForms(String written) {
        assertThatThrownBy(() -> Durations.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a duration such as 500ms, 30s, 5m, 24h or 7d, but got '" + written + "'");
    }

    @Property
    void whatIsFormattedReadsBackTheSame(@ForAll @LongRange(min = 0, max = 100_000_000) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
