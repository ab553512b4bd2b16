package io.recoverymesh.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void theSameCausesGiveTheSameIdsForEver() {
        assertThat(EventIds.of("flow-1", "ADMITTED")).isEqualTo("bb70be08f440b058f8e9b5e5171fc59b");
        assertThat(EventIds.readable("f", "eu/payments", "0")).isEqualTo("f-a2cb1192265d88a5");
        assertThat(EventIds.seed("request-1")).isEqualTo(-5554951860798465467L);
    }

    @Test
    void whereAPartEndsMatters() {
        assertThat(EventIds.of("ab", "c")).isNotEqualTo(EventIds.of("a", "bc"));
        assertThat(EventIds.of("a")).isNotEqualTo(EventIds.of("a", ""));
        assertThat(EventIds.of()).isNotEqualTo(EventIds.of(""));
    }

    @Test
    void idsAreHexDigitsOfFixedLength() {
        assertThat(EventIds.of("x")).matches("[0-9a-f]{32}");
        assertThat(EventIds.readable("f", "x")).matches("f-[0-9a-f]{16}");
    }

    @Test
    void traceParentFollowsFromFlowAndEvent() {
        assertThat(TraceParent.of("f-1", "e-1")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(TraceParent.of("f-1", "e-1")).isEqualTo(TraceParent.of("f-1", "e-1"));
        assertThat(TraceParent.of("f-1", "e-2")).startsWith("00-" + TraceParent.traceId("f-1"));
        assertThat(TraceParent.spanId("e-1")).isNotEqualTo(TraceParent.spanId("e-2"));
    }
}
