package io.recoverymesh.common.registry;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How a record says which schema wrote it: 0x00 and a 4-byte id before the bytes, or, with nothing before them, a
 * header {@code __key_schema_id} or {@code __value_schema_id} of 0x00 and a 4-byte id, or of 0x01 and a 16-byte guid.
 */
final class WireFormat {

    static final byte ID = 0;
    static final byte GUID = 1;
    static final int PREFIX = 1 + Integer.BYTES;

    private static final int GUID_HEADER = 1 + 2 * Long.BYTES;

    private WireFormat() {}

    /** The schema that the header names ({@code Integer} id or {@code UUID} guid); null where there is no such header. */
    static @Nullable Object schemaInHeader(@Nullable Headers headers, boolean key) {
        Header header = headers == null ? null : headers.lastHeader(headerName(key));
        if (header == null || header.value() == null) {
            return null;
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        if (value.remaining() == PREFIX && value.get(0) == ID) {
            return value.getInt(1);
        }
        if (value.remaining() == GUID_HEADER && value.get(0) == GUID) {
            return new UUID(value.getLong(1), value.getLong(1 + Long.BYTES));
        }
        throw new IllegalArgumentException("a header " + headerName(key) + " of " + FirstBytes.of(header.value()));
    }

    static String headerName(boolean key) {
        return key ? "__key_schema_id" : "__value_schema_id";
    }

    static int idIn(byte[] bytes) {
        return bytes[1] << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
    }
}
