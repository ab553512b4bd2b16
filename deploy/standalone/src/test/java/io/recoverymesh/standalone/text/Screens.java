package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;

/** Screens whose time stands still, for tests. */
final class Screens {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Screens() {}

    static Screen plain(StringWriter out) {
        return screen(out, false);
    }

    static Screen coloured(StringWriter out) {
        return screen(out, true);
    }

    static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Screen screen(StringWriter out, boolean colour) {
        return new Screen(new PrintWriter(out), colour, false, new Times(() -> NOW, ZoneOffset.UTC));
    }
}
