package io.recoverymesh.handler.logback;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.recoverymesh.common.secret.KnownSecrets;
import java.nio.charset.StandardCharsets;

/** A pattern encoder whose lines, stack traces included, hold no secret, by name or by value. */
public final class RedactingEncoder extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = getLayout().doLayout(event);
        return KnownSecrets.ofThisProcess().redactLine(line).getBytes(StandardCharsets.UTF_8);
    }
}
