package io.recoverymesh.correlation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void isDueAtItsMomentAndNotBefore() {
        String key = at(NOW).key();
        assertThat(key.compareTo(Deadline.firstAfter(NOW.minusMillis(1)))).isPositive();
        assertThat(key.compareTo(Deadline.firstAfter(NOW))).isNegative();
    }

    @Test
    void sortsByTimeHoweverLongTheNumber() {
        assertThat(at(Instant.ofEpochMilli(999)).key()).isLessThan(at(NOW).key());
        assertThat(at(NOW).key()).isLessThan(at(NOW.plusMillis(1)).key());
    }

    @Test
    void isWrittenTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(at(Instant.ofEpochMilli(1)).key()).isEqualTo("000000000000001|RETRY|g|r-1#a|2");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Deadline at(Instant due) {
        return new Deadline(due, Deadline.Kind.RETRY, "g", "r-1#a", 2);
    }
}
