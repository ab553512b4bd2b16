package io.recoverymesh.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void percentilesAreValuesThatWereMeasured() {
        Sample sample = Sample.of(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
        assertThat(sample.percentile(50)).isEqualTo(50);
        assertThat(sample.percentile(99)).isEqualTo(99);
        assertThat(sample.percentile(100)).isEqualTo(100);
        assertThat(sample.percentile(0.1)).isEqualTo(1);
        assertThat(sample.count()).isEqualTo(100);
    }

    @Test
    void oneValueIsEveryPercentile() {
        Sample sample = Sample.of(List.of(7.5));
        assertThat(sample.median()).isEqualTo(7.5);
        assertThat(sample.percentile(99)).isEqualTo(7.5);
    }

    @Test
    void nothingMeasuredIsNoNumber() {
        assertThat(Sample.of(List.of()).median()).isNaN();
    }

    @Test
    void refusesWhatIsNoPercentile() {
        assertThatThrownBy(() -> Sample.of(List.of(1.0)).percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(List.of(1.0)).percentile(101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJourneyIsTimedFromItsAcknowledgementAndIsLostUntilItArrives() {
        Journeys journeys = new Journeys();
        Runnable acknowledged = journeys.sent("a");
        journeys.sent("b");
        acknowledged.run();
        journeys.arrived("a", System.nanoTime());
        assertThat(journeys.lost()).isEqualTo(1);
        assertThat(journeys.sinceAcknowledged().count()).isEqualTo(1);
        assertThat(journeys.sinceAcknowledged().median())
                .isBetween(0.0, journeys.sinceSent().median());
    }
}
