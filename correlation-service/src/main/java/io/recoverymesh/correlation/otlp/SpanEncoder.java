package io.recoverymesh.correlation.otlp;

import com.google.protobuf.CodedOutputStream;
import io.recoverymesh.correlation.trace.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Spans as an {@code ExportTraceServiceRequest} of OTLP 1; the numbers are those of {@code trace/v1/trace.proto},
 * {@code common/v1/common.proto} and {@code resource/v1/resource.proto}.
 */
final class SpanEncoder {
    private static final String SCOPE = "io.recoverymesh.correlation";
    private static final int STATUS_ERROR = 2;
    /** Sampled, as {@code traceparent} says. */
    private static final int FLAGS = 1;

    private final byte[] resource;

    /** @param resource attributes such as {@code service.name} */
    SpanEncoder(Map<String, String> resource) {
        this.resource = message(out -> attributes(out, 1, resource));
    }

    byte[] encode(List<Span> spans) {
        byte[] scope = message(out -> out.writeString(1, SCOPE));
        byte[] scopeSpans = message(out -> {
            out.writeByteArray(1, scope);
            for (Span span : spans) {
                out.writeByteArray(2, span(span));
            }
        });
        byte[] resourceSpans = message(out -> {
            out.writeByteArray(1, resource);
            out.writeByteArray(2, scopeSpans);
        });
        return message(out -> out.writeByteArray(1, resourceSpans));
    }

    private static byte[] span(Span span) {
        return message(out -> {
            out.writeByteArray(1, HexFormat.of().parseHex(span.traceId()));
            out.writeByteArray(2, HexFormat.of().parseHex(span.spanId()));
            if (span.parentId() != null) {
                out.writeByteArray(4, HexFormat.of().parseHex(span.parentId()));
            }
            out.writeString(5, span.name());
            out.writeEnum(6, kind(span.kind()));
            out.writeFixed64(7, nanos(span.start()));
            out.writeFixed64(8, nanos(span.end()));
            attributes(out, 9, span.attributes());
            for (Span.Note note : span.notes()) {
                out.writeByteArray(11, note(note));
            }
            if (span.problem() != null) {
                out.writeByteArray(15, problem(span.problem()));
            }
            out.writeFixed32(16, FLAGS);
        });
    }

    private static byte[] note(Span.Note note) {
        return message(out -> {
            out.writeFixed64(1, nanos(note.at()));
            out.writeString(2, note.text());
        });
    }

    private static byte[] problem(String reason) {
        return message(out -> {
            out.writeString(2, reason);
            out.writeEnum(3, STATUS_ERROR);
        });
    }

    private static void attributes(CodedOutputStream out, int field, Map<String, String> attributes)
            throws IOException {
        List<Map.Entry<String, String>> sorted = attributes.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<String, String> attribute : sorted) {
            byte[] value = message(any -> any.writeString(1, attribute.getValue()));
            out.writeByteArray(field, message(pair -> {
                pair.writeString(1, attribute.getKey());
                pair.writeByteArray(2, value);
            }));
        }
    }

    private static int kind(Span.Kind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static byte[] message(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected memory to be writable", e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }
}
