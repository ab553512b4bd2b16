package io.recoverymesh.handler.sdk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.recoverymesh.common.policy.Durations;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/** Reads a duration as policies write it, {@code 30s}, or as ISO 8601 does, {@code PT30S}. */
final class DurationReader extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationReader() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText();
        try {
            return text.startsWith("P") ? Duration.parse(text) : Durations.parse(text);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw context.weirdStringException(text, Duration.class, "expected 30s, 5m or PT30S");
        }
    }
}
