package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.SignalLimits;
import java.io.IOException;

/** Reads JSON within limits: 1 MiB, 50 levels, no repeated names, nothing after the end. */
final class StrictJson {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(SignalLimits.MAX_DEPTH)
                            .maxStringLength(SignalLimits.MAX_BODY)
                            .maxNameLength(1024)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    static JsonNode read(byte[] body) {
        if (body.length > SignalLimits.MAX_BODY) {
            throw new InvalidSignalException(
                    "",
                    "Expected at most " + SignalLimits.MAX_BODY + " bytes, but got " + body.length,
                    "Send fewer signals at once");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node.isMissingNode()) {
                throw new InvalidSignalException(
                        "", "Expected JSON, but the payload is empty", "Send a JSON object or array");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidSignalException(
                    "",
                    "Expected JSON of at most " + SignalLimits.MAX_DEPTH + " levels, but " + firstLine(e) + position(e),
                    "Send a JSON object or array in UTF-8");
        } catch (IOException e) {
            throw new InvalidSignalException("", "Expected JSON in UTF-8, but " + e.getMessage(), "Send UTF-8");
        }
    }

    private static String firstLine(JsonProcessingException e) {
        String text = e.getOriginalMessage() == null ? "it cannot be read" : e.getOriginalMessage();
        String line = text.lines().findFirst().orElse(text);
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
