package io.recoverymesh.correlation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.ResultIgnored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    private static final int SINGLE_OBJECT_HEADER = 10;
    private static final Schema PERSON = SchemaBuilder.record("Person")
            .fields()
            .requiredString("name")
            .name("labels")
            .type()
            .map()
            .values()
            .stringType()
            .mapDefault(Map.of())
            .optionalDouble("score")
            .endRecord();

    @Test
    void keysAreSortedAndDefaultsAreLeftOut() {
        GenericData.Record person =
                new GenericRecordBuilder(PERSON).set("name", "a\"b\n\u0001ü").build();
        assertThat(CanonicalForm.of(person)).isEqualTo("{\"name\":\"a\\\"b\\n\\u0001ü\"}");
    }

    @Test
    void theOrderOfMapsDoesNotMatter() {
        Map<String, String> one = new LinkedHashMap<>(Map.of("x", "1"));
        one.put("a", "2");
        Map<String, String> other = new LinkedHashMap<>(Map.of("a", "2"));
        other.put("x", "1");
        assertThat(CanonicalForm.of(person(one, 0.1)))
                .isEqualTo(CanonicalForm.of(person(other, 0.1)))
                .isEqualTo("{\"labels\":{\"a\":\"2\",\"x\":\"1\"},\"name\":\"n\",\"score\":0.1}");
    }

    @Test
    void numbersAreWrittenAsEcmaScriptDoes() {
        assertThat(List.of(1.0, 0.5, -12.25, 1e21, 1.5e22, 1e-6, 1e-7, 123456789012345680000.0, -0.0))
                .map(CanonicalFormTest::number)
                .containsExactly(
                        "1", "0.5", "-12.25", "1e+21", "1.5e+22", "0.000001", "1e-7", "123456789012345680000", "0");
    }

    @Test
    void aFieldAddedLaterDoesNotChangeTheFormOfAnOldRecord() throws IOException {
        Schema later = new Schema.Parser()
                .parse(PERSON.toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"added\",\"type\":[\"null\",\"string\"],\"default\":null},"
                                        + "{\"name\":\"zeal\",\"type\":\"int\",\"default\":7},"));
        GenericRecord old = person(Map.of("k", "v"), 2.0);
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(PERSON).write(old, encoder);
        GenericRecord read = new GenericDatumReader<GenericRecord>(PERSON, later)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        assertThat(read.get("zeal")).isEqualTo(7);
        assertThat(CanonicalForm.of(read)).isEqualTo(CanonicalForm.of(old));
    }

    @Test
    void aFactOnTheWireHasTheHashThatItHadWhenItWasMade() throws IOException {
        RecoveryEvent made = event();
        RecoveryEvent read = RecoveryEvent.fromByteBuffer(made.toByteBuffer());
        assertThat(FactHash.of(read)).isEqualTo(FactHash.of(made)).hasSize(64);
        assertThat(CanonicalForm.of(generic(made))).isEqualTo(CanonicalForm.of(made));
        assertThat(CanonicalForm.of(made))
                .startsWith("{\"at\":1772366400123,\"causationId\":\"c\",\"facts\":[{\"EscalationRaised\":{")
                .contains("{\"ResultIgnored\":{");
    }

    private static GenericRecord generic(RecoveryEvent event) throws IOException {
        ByteBuffer message = event.toByteBuffer();
        byte[] bytes = new byte[message.remaining() - SINGLE_OBJECT_HEADER];
        message.position(SINGLE_OBJECT_HEADER).get(bytes);
        return new GenericDatumReader<GenericRecord>(RecoveryEvent.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    private static RecoveryEvent event() {
        return RecoveryEvent.newBuilder()
                .setId("i")
                .setSequence(3)
                .setGroup("g")
                .setTarget("t")
                .setFlowId("f")
                .setAt(Instant.parse("2026-03-01T12:00:00.123Z"))
                .setCausationId("c")
                .setFacts(List.of(
                        EscalationRaised.newBuilder()
                                .setLevel(EscalationLevel.HUMAN)
                                .setReason("r")
                                .build(),
                        ResultIgnored.newBuilder()
                                .setStep("s")
                                .setAttempt(1)
                                .setFence(2)
                                .setReason("late")
                                .build()))
                .build();
    }

    private static String number(double value) {
        StringBuilder out = new StringBuilder();
        JsonText.number(out, value);
        return out.toString();
    }

    private static GenericRecord person(Map<String, String> labels, double score) {
        return new GenericRecordBuilder(PERSON)
                .set("name", "n")
                .set("labels", labels)
                .set("score", score)
                .build();
    }
}
