package io.recoverymesh.trigger.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one payload holds: all of its signals or, by an exception, none.
 *
 * @param signals HealthReported, AnomalyDetected or AlertReceived
 * @param truncatedAlerts how many alerts the sender cut off
 */
public record Payload(List<SpecificRecord> signals, int truncatedAlerts) {
    private static final int MAX_PROBLEMS = 20;

    public Payload {
        signals = List.copyOf(signals);
    }

    /** Reads one element of a batch. */
    interface ElementReader {
        SpecificRecord read(JsonNode element, int index);
    }

    /** Reads every element; the problems of all of them, up to 20, decide together. */
    static Payload ofEach(JsonNode elements, int truncatedAlerts, ElementReader reader) {
        List<SpecificRecord> signals = new ArrayList<>(elements.size());
        List<SignalProblem> problems = new ArrayList<>();
        for (int i = 0; i < elements.size() && problems.size() < MAX_PROBLEMS; i++) {
            try {
                SpecificRecord signal = reader.read(elements.get(i), i);
                Signal.of(signal);
                signals.add(signal);
            } catch (InvalidSignalException e) {
                int index = i;
                e.problems().forEach(p -> problems.add(p.at(index)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSignalException(problems);
        }
        return new Payload(signals, truncatedAlerts);
    }
}
