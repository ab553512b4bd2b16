package io.recoverymesh.common.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** One thread's buffer and encoder, used again for every record that it writes. */
final class RecordBuffer {

    private static final int KEPT_BYTES = 1024 * 1024;
    private static final ThreadLocal<RecordBuffer> CURRENT = ThreadLocal.withInitial(RecordBuffer::new);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

    static <T> byte[] write(int schemaId, DatumWriter<T> writer, T value) throws IOException {
        RecordBuffer buffer = CURRENT.get();
        boolean whole = false;
        try {
            byte[] written = buffer.framed(schemaId, writer, value);
            whole = written.length <= KEPT_BYTES;
            return written;
        } finally {
            if (!whole) {
                CURRENT.remove(); // half a record, or more room than one thread should keep
            }
        }
    }

    private <T> byte[] framed(int schemaId, DatumWriter<T> writer, T value) throws IOException {
        bytes.reset();
        bytes.write(WireFormat.ID);
        bytes.write(schemaId >>> 24);
        bytes.write(schemaId >>> 16);
        bytes.write(schemaId >>> 8);
        bytes.write(schemaId);
        writer.write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
