package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final JsonNode FLOW = Screens.json("""
            {'flowId': 'f-1', 'group': 'shop', 'target': 'orders', 'title': 'orders DOWN', 'state': 'closed',
             'outcome': 'RECOVERED', 'startedAt': '2026-03-01T10:00:00Z', 'endedAt': '2026-03-01T10:00:04.500Z',
             'policies': ['restart-orders'], 'dropped': 2, 'entries': [
              {'at': '2026-03-01T10:00:00Z', 'kind': 'health', 'target': 'orders', 'text': 'DOWN: refused',
               'eventId': 'a', 'count': 1},
              {'at': '2026-03-01T10:00:00.412Z', 'kind': 'verdict', 'target': 'orders', 'text': 'JOINED it',
               'eventId': 'b', 'causationId': 'a', 'count': 49, 'lastAt': '2026-03-01T10:00:02Z'},
              {'at': '2026-03-01T10:00:01Z', 'kind': 'verdict', 'target': 'shipping', 'text': 'waits',
               'eventId': 'c', 'causationId': 'elsewhere', 'until': '2026-03-01T10:05:00Z'}]}
            """);

    private final List<String> lines = Timeline.lines(FLOW, Screens.plain(new StringWriter()));

    @Test
    void beginsWithOutcomeAndDuration() {
        assertThat(lines.get(0)).isEqualTo("flow f-1  orders DOWN");
        assertThat(lines.get(1))
                .isEqualTo("RECOVERED after 4.5s   target shop/orders   started 10:00:00   policies restart-orders");
    }

    @Test
    void timesAreRelativeToTheStartAndCausesAreNumbersOfLines() {
        assertThat(lines).contains("1  +0.000s             health   DOWN: refused");
        assertThat(lines).contains("2  +0.412s      <- 1   verdict  JOINED it x49 (last +2.000s)");
    }

    @Test
    void namesOtherTargetsAndUntilWhen() {
        assertThat(lines).contains("3  +1.000s             verdict  shipping: waits (until 10:05:00, +300.000s)");
    }

    @Test
    void saysHowManyLinesWereNotKept() {
        assertThat(lines).contains("(2 further lines were not kept)");
    }
}
