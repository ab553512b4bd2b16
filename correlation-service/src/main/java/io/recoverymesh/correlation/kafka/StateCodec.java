package io.recoverymesh.correlation.kafka;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.schemas.RecoveryRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** State records as CBOR: fields by name, so that a later version may add some; times and durations in milliseconds. */
final class StateCodec<V> {
    private static final ObjectMapper MAPPER = mapper();

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Class<V> type;

    StateCodec(Class<V> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
        this.reader = MAPPER.readerFor(type);
    }

    byte[] write(V value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to write a " + type.getSimpleName() + ", but " + e.getMessage(), e);
        }
    }

    V read(byte[] bytes) {
        try {
            return reader.readValue(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a stored " + type.getSimpleName() + ", but " + e.getMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        SimpleModule times = new SimpleModule()
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(Duration.class, new DurationWriter())
                .addDeserializer(Duration.class, new DurationReader())
                .addSerializer(RecoveryRequest.class, new RequestWriter())
                .addDeserializer(RecoveryRequest.class, new RequestReader());
        return CBORMapper.builder()
                .addModule(times)
                .addMixIn(Breaker.class, BreakerTypes.class)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Breaker.ClosedBreaker.class, name = "CLOSED"),
        @JsonSubTypes.Type(value = Breaker.OpenBreaker.class, name = "OPEN"),
        @JsonSubTypes.Type(value = Breaker.HalfOpenBreaker.class, name = "HALF_OPEN"),
        @JsonSubTypes.Type(value = Breaker.ForcedOpenBreaker.class, name = "FORCED_OPEN"),
        @JsonSubTypes.Type(value = Breaker.DisabledBreaker.class, name = "DISABLED")
    })
    private interface BreakerTypes {}

    private static final class InstantWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.toEpochMilli());
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(in.getLongValue());
        }
    }

    private static final class DurationWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.toMillis());
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.ofMillis(in.getLongValue());
        }
    }

    private static final class RequestWriter extends StdSerializer<RecoveryRequest> {
        private static final long serialVersionUID = 1L;

        RequestWriter() {
            super(RecoveryRequest.class);
        }

        @Override
        public void serialize(RecoveryRequest value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            ByteBuffer bytes = value.toByteBuffer();
            out.writeBinary(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
    }

    private static final class RequestReader extends StdDeserializer<RecoveryRequest> {
        private static final long serialVersionUID = 1L;

        RequestReader() {
            super(RecoveryRequest.class);
        }

        @Override
        public RecoveryRequest deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return RecoveryRequest.fromByteBuffer(ByteBuffer.wrap(in.getBinaryValue()));
        }
    }
}
