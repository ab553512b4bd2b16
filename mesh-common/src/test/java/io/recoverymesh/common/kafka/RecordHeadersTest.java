package io.recoverymesh.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.event.TraceParent;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {
    private static final Instant TIME = Instant.parse("2026-03-01T10:15:30Z");

    @Test
    void writesCloudEventAttributesCausesAndTrace() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.write(headers, "e-1", "StepStarted", "/handler", TIME, "f-1", "e-0");
        assertThat(RecordHeaders.text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(RecordHeaders.text(headers, "ce_id")).isEqualTo("e-1");
        assertThat(RecordHeaders.text(headers, "ce_type")).isEqualTo("StepStarted");
        assertThat(RecordHeaders.text(headers, "ce_source")).isEqualTo("/handler");
        assertThat(RecordHeaders.text(headers, "ce_time")).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(RecordHeaders.text(headers, "correlationid")).isEqualTo("f-1");
        assertThat(RecordHeaders.text(headers, "causationid")).isEqualTo("e-0");
        assertThat(RecordHeaders.text(headers, "traceparent")).isEqualTo(TraceParent.of("f-1", "e-1"));
    }

    @Test
    void aFirstCauseOutsideAnyFlowNamesNeither() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.write(headers, "e-1", "HealthReported", "/probe", TIME, "", null);
        assertThat(RecordHeaders.text(headers, EventHeaders.CORRELATION_ID)).isNull();
        assertThat(RecordHeaders.text(headers, EventHeaders.CAUSATION_ID)).isNull();
        assertThat(RecordHeaders.text(headers, EventHeaders.TRACEPARENT)).isNull();
    }

    @Test
    void replacesWhatWasThere() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.write(headers, "e-1", "A", "/a", TIME, "f-1", null);
        RecordHeaders.write(headers, "e-2", "B", "/b", TIME, "f-2", "e-1");
        assertThat(headers.headers(EventHeaders.ID)).hasSize(1);
        assertThat(RecordHeaders.text(headers, EventHeaders.ID)).isEqualTo("e-2");
    }
}
