package io.recoverymesh.trigger.signal;

import io.recoverymesh.trigger.signal.JsonSignals.Envelope;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A structured CloudEvent 1.0 around a plain signal: its attributes stand for what the data leave out. */
final class CloudEvent {
    private CloudEvent() {}

    static SpecificRecord read(JsonFields event, Envelope envelope, int index) {
        String version = event.text("specversion");
        if (version == null || !version.startsWith("1.")) {
            throw event.wrong("specversion", "Expected specversion 1.0, but got " + version, "Send CloudEvents 1.0");
        }
        String id = event.required("id", "CloudEvents need an id, unique for their source");
        String source = event.required("source", "CloudEvents need a source");
        Instant time = event.time("time");
        String subject = event.text("subject");
        Envelope inner = new Envelope(
                kindOf(event.required("type", "CloudEvents need a type")),
                id,
                source,
                subject == null ? envelope.target() : subject,
                time == null ? envelope.receivedAt() : time);
        return PlainSignal.read(event.in("data", "Put the signal into data, as JSON"), inner, index);
    }

    private static @Nullable String kindOf(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return Stream.of("health", "anomaly", "alert")
                .filter(lower::contains)
                .findFirst()
                .orElse(null);
    }
}
