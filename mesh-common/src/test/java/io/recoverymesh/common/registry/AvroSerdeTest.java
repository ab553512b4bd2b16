package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

    private static final String TOPIC = "mesh.health";

    private final String scope = UUID.randomUUID().toString();
    private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);
    private final Map<String, Object> config = Map.of("schema.registry.url", "mock://" + scope);
    private final AvroSerde<HealthReported> serde = AvroSerde.ofValue(HealthReported.class, config);
    private final HealthReported report = HealthReported.newBuilder()
            .setId("1")
            .setTarget("payments")
            .setStatus(HealthStatus.DOWN)
            .setObservedAt(Instant.ofEpochMilli(5))
            .setSource("test")
            .setReason("connection refused ✗")
            .build();

    @AfterEach
    void drop() {
        InMemorySchemaRegistry.dropScope(scope);
    }

    @Test
    void keepsTombstones() {
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void withoutATypeReadsWhatTheSchemaNames() {
        AvroSerde<HealthReported> open = new AvroSerde<>();
        open.configure(config, false);

        assertThat(open.deserializer().deserialize(TOPIC, written())).isEqualTo(report);
    }

    @Test
    void readsRecordsOfAnEarlierVersion() {
        Schema earlier =
                new Schema.Parser().parse(HealthReported.SCHEMA$.toString().replace("\"Why, in", "\"Earlier, in"));
        int id = registry.register(TOPIC + "-value", withoutField(earlier, "reason"));
        byte[] bytes = written();
        // without its reason: a union index and a string between status and observedAt
        byte[] reason = new byte[] {2, (byte) (2 * "connection refused ✗".getBytes(UTF_8).length)};
        int at = indexOf(bytes, reason);
        byte[] old = ByteBuffer.allocate(bytes.length - 2 - reason[1] / 2)
                .put((byte) 0)
                .putInt(id)
                .put(bytes, 5, at - 5)
                .put(bytes, at + 2 + reason[1] / 2, bytes.length - at - 2 - reason[1] / 2)
                .array();

        HealthReported read = serde.deserializer().deserialize(TOPIC, old);

        assertThat(read)
                .isEqualTo(HealthReported.newBuilder(report).clearReason().build());
    }

    @Test
    void readsTheSchemaFromAHeader() {
        byte[] bytes = written();
        byte[] bare = Arrays.copyOfRange(bytes, 5, bytes.length);
        UUID guid = InMemorySchemaRegistry.guidOf(HealthReported.SCHEMA$);
        byte[] guidHeader = ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();

        assertThat(serde.deserializer().deserialize(TOPIC, header(guidHeader), bare))
                .isEqualTo(report);
        assertThat(serde.deserializer().deserialize(TOPIC, header(Arrays.copyOf(bytes, 5)), bare))
                .isEqualTo(report);
        undecodable(header(new byte[] {9}), bare, "a header __value_schema_id of 1 bytes, first 09");
    }

    @Test
    void namesWhatIsNoAvroAtAll() {
        undecodable(
                "{\"status\":\"DOWN\"}".getBytes(UTF_8),
                "Expected an Avro record io.recoverymesh.schemas.HealthReported as value in topic mesh.health, but came "
                        + "something else [17 bytes, first 7b 22 73 74 61 74 75 73 22 3a 22 44 4f 57 4e 22 … "
                        + "(\"{\"status\":\"DOWN\"\")]. Write it with a registry-aware Avro serializer");
        undecodable(new byte[0], "0 bytes");
        undecodable(new byte[] {0, 0, 1}, "3 bytes");
    }

    @Test
    void namesAnUnknownSchemaId() {
        undecodable(new byte[] {0, 0, 0, 1, 0, 2}, "schema id 256, which the registry does not know");
    }

    @Test
    void namesARecordOfAnotherType() {
        int id = registry.register("mesh.alert-value", AlertReceived.SCHEMA$);

        undecodable(framed(id), "schema id " + id + ", a io.recoverymesh.schemas.AlertReceived");
    }

    @Test
    void namesASchemaThatIsNotOurs() {
        int id = registry.register(
                "x-value", SchemaBuilder.record("x.Y").fields().endRecord());
        AvroSerde<HealthReported> open = new AvroSerde<>();
        open.configure(config, false);

        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> open.deserializer().deserialize("x", framed(id)))
                .withMessageContaining("a x.Y");
    }

    @Test
    void namesTruncatedAndOverlongRecords() {
        byte[] bytes = written();

        undecodable(Arrays.copyOf(bytes, bytes.length - 3), "bytes are left");
        undecodable(Arrays.copyOf(bytes, bytes.length + 3), "3 bytes are left over");
    }

    @Test
    void takesNoMoreThanTheLimit() {
        Map<String, Object> small = new HashMap<>(config);
        small.put("recovery.max.record.bytes", 20);

        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> AvroSerde.ofValue(HealthReported.class, small)
                        .deserializer()
                        .deserialize(TOPIC, written()))
                .withMessageContaining("where at most 20 are taken")
                .satisfies(e -> assertThat(e.mend()).contains("recovery.max.record.bytes"));
    }

    @Test
    void anAbsentRegistryIsNoFaultOfTheRecord() {
        try (RegistryStub away = RegistryStub.always(503, "")) {
            var reader = AvroSerde.ofValue(HealthReported.class, away.config()).deserializer();

            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> reader.deserialize(TOPIC, written()))
                    .matches(RegistryException::isTransient);
        }
    }

    @Test
    void registersOnlyWhenAllowed() {
        Map<String, Object> closed = new HashMap<>(config);
        closed.put("auto.register.schemas", "false");
        var writer = AvroSerde.ofValue(HealthReported.class, closed).serializer();
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> writer.serialize(TOPIC, report));

        int id = registry.register(TOPIC + "-value", HealthReported.SCHEMA$);

        assertThat(ByteBuffer.wrap(writer.serialize(TOPIC, report)).getInt(1)).isEqualTo(id);
    }

    @Test
    void usesTheLatestVersionOnlyWhenItIsTheOneThatWrites() {
        Map<String, Object> latest = new HashMap<>(config);
        latest.put("auto.register.schemas", false);
        latest.put("use.latest.version", true);
        Schema redocumented =
                new Schema.Parser().parse(HealthReported.SCHEMA$.toString().replace("Who reports", "Who says so"));
        int own = registry.register(TOPIC + "-value", redocumented);
        var writer = AvroSerde.ofValue(HealthReported.class, latest).serializer();

        assertThat(ByteBuffer.wrap(writer.serialize(TOPIC, report)).getInt(1)).isEqualTo(own);
        registry.register("other-value", withoutField(HealthReported.SCHEMA$, "reason"));
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> writer.serialize("other", report));
    }

    @Test
    void registersUnderTheConfiguredSubject() {
        Map<String, Object> byRecord = new HashMap<>(config);
        byRecord.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");

        AvroSerde.ofValue(HealthReported.class, byRecord).serializer().serialize(TOPIC, report);

        assertThat(registry.latest(TOPIC + "-io.recoverymesh.schemas.HealthReported")
                        .version())
                .isEqualTo(1);
    }

    @Test
    void refusesSettingsThatItCannotKeep() {
        for (Map<String, Object> wrong : java.util.List.<Map<String, Object>>of(
                Map.of("specific.avro.reader", "false"),
                Map.of("auto.register.schemas", "perhaps"),
                Map.of("value.subject.name.strategy", "MyStrategy"),
                Map.of("recovery.max.record.bytes", "many"))) {
            Map<String, Object> whole = new HashMap<>(config);
            whole.putAll(wrong);
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> AvroSerde.ofValue(HealthReported.class, whole))
                    .withMessageContaining(wrong.keySet().iterator().next());
        }
    }

    private byte[] written() {
        return serde.serializer().serialize(TOPIC, report);
    }

    private void undecodable(byte[] bytes, String message) {
        undecodable(new RecordHeaders(), bytes, message);
    }

    private void undecodable(Headers headers, byte[] bytes, String message) {
        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> serde.deserializer().deserialize(TOPIC, headers, bytes))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.topic()).isEqualTo(TOPIC));
    }

    private static Headers header(byte[] value) {
        return new RecordHeaders().add("__value_schema_id", value);
    }

    private static byte[] framed(int id) {
        return ByteBuffer.allocate(9).put((byte) 0).putInt(id).array();
    }

    private static Schema withoutField(Schema schema, String name) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(field -> !field.name().equals(name))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
