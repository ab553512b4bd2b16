package io.recoverymesh.common.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.RecoveryEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.assertj.core.api.Assertions;

class BoundedDecoderPropertyTest {

    private static final String SCOPE = "bounded-decoder";
    private static final Map<String, Object> CONFIG = Map.of("schema.registry.url", "mock://" + SCOPE);

    private static final Schema EVERY_KIND = SchemaBuilder.record("Every")
            .fields()
            .requiredBoolean("truth")
            .requiredInt("small")
            .requiredLong("large")
            .requiredFloat("f")
            .requiredDouble("d")
            .requiredString("s")
            .requiredBytes("b")
            .name("fixed")
            .type()
            .fixed("Four")
            .size(4)
            .noDefault()
            .name("e")
            .type()
            .enumeration("E")
            .symbols("A", "B")
            .noDefault()
            .optionalString("maybe")
            .name("list")
            .type()
            .array()
            .items()
            .longType()
            .noDefault()
            .name("map")
            .type()
            .map()
            .values()
            .stringType()
            .noDefault()
            .endRecord();

    @Property(tries = 200)
    void readsWhateverAvroWrites(@ForAll long seed) throws IOException {
        Object written = new RandomData(EVERY_KIND, 1, seed).iterator().next();
        byte[] bytes = encoded(written, new Random(seed).nextBoolean());
        BoundedDecoder decoder = new BoundedDecoder(bytes, 0);

        Object read = new GenericDatumReader<>(EVERY_KIND).read(null, decoder);

        BinaryDecoder avro = DecoderFactory.get().binaryDecoder(bytes, null);
        assertThat(read).isEqualTo(new GenericDatumReader<>(EVERY_KIND).read(null, avro));
        assertThat(decoder.remaining()).isZero();
    }

    @Property(tries = 200)
    void skipsWhateverAvroWrites(@ForAll long seed) throws IOException {
        Object written = new RandomData(EVERY_KIND, 1, seed).iterator().next();
        BoundedDecoder decoder = new BoundedDecoder(encoded(written, new Random(seed).nextBoolean()), 0);

        GenericDatumReader.skip(EVERY_KIND, decoder);

        assertThat(decoder.remaining()).isZero();
    }

    @Property(tries = 3000)
    void garbageIsUndecodableAndCostsNoMemory(@ForAll @Size(max = 64) byte[] garbage, @ForAll boolean event) {
        Schema schema = event ? RecoveryEvent.SCHEMA$ : FlowView.SCHEMA$;
        int id = InMemorySchemaRegistry.scope(SCOPE).register(schema.getName() + "-value", schema);
        byte[] bytes = ByteBuffer.allocate(5 + garbage.length)
                .put((byte) 0)
                .putInt(id)
                .put(garbage)
                .array();
        try (var reader = new AvroDeserializer<>()) {
            reader.configure(CONFIG, false);
            Throwable thrown = Assertions.catchThrowable(() -> reader.deserialize("t", bytes));
            if (thrown != null) { // a few bytes may happen to be a record
                assertThat(thrown).isInstanceOf(UndecodableRecordException.class);
            }
        }
    }

    private static byte[] encoded(Object datum, boolean blocked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = blocked
                ? EncoderFactory.get().blockingBinaryEncoder(out, null)
                : EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(EVERY_KIND).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
