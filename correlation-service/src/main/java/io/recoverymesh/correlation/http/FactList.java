package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decisions of the log, oldest first.
 *
 * @param missing parts of the log that could not be read
 */
@ApiView
record FactList(List<Fact> facts, List<String> missing) {
    /**
     * One record of one decision.
     *
     * @param event the decision: what was decided together has the same
     * @param sequence of the decision within its group
     * @param cause event that led to it
     * @param fact name of the record
     * @param value the record itself
     */
    @ApiView
    record Fact(
            String event,
            long sequence,
            Instant at,
            String target,
            String cause,
            String fact,
            @JsonRawValue String value) {}

    static FactList of(List<RecoveryEvent> events, List<String> missing) {
        List<Fact> facts = events.stream()
                .flatMap(event -> event.getFacts().stream()
                        .map(SpecificRecord.class::cast)
                        .map(record -> new Fact(
                                event.getId(),
                                event.getSequence(),
                                event.getAt(),
                                event.getTarget(),
                                event.getCausationId(),
                                record.getSchema().getName(),
                                record.toString())))
                .toList();
        return new FactList(facts, missing);
    }
}
