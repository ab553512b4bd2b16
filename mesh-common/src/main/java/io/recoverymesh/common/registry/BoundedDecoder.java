package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary form from an array and believes no length that the rest of the array cannot hold.
 *
 * <p>Avro's own decoder allocates whatever a record claims: six bytes of garbage end in an OutOfMemoryError. Here each
 * item of a collection must take at least one byte, so collections of nulls or of empty records are not readable.
 */
final class BoundedDecoder extends Decoder {

    private final byte[] bytes;
    private int at;

    BoundedDecoder(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int remaining() {
        return bytes.length - at;
    }

    /** Steps over so many bytes and tells where they begin. */
    private int take(long length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length of " + length + " where " + remaining() + " bytes are left");
        }
        int from = at;
        at += (int) length;
        return from;
    }

    @Override
    public long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = bytes[take(1)];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new InvalidNumberEncodingException("a number of more than 10 bytes");
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new InvalidNumberEncodingException("an int of " + value);
        }
        return (int) value;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes[take(1)] == 1;
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(take(Float.BYTES))));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(ByteBuffer.wrap(bytes).getLong(take(Double.BYTES))));
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        return new String(bytes, take(length), length, UTF_8);
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = readLength();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, take(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void readFixed(byte[] into, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), into, start, length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readCount();
    }

    @Override
    public long readMapStart() throws IOException {
        return readCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    @Override
    public void skipString() throws IOException {
        take(readLong());
    }

    @Override
    public void skipBytes() throws IOException {
        take(readLong());
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    /** A length that the rest can hold. */
    private int readLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length of " + length + " where " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    /** The number of items of the next block; a negative one is followed by the block's size in bytes. */
    private long readCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        if (count < 0 || count > remaining()) {
            throw new EOFException("a collection of " + count + " items where " + remaining() + " bytes are left");
        }
        return count;
    }

    /** Steps over the blocks that tell their size; answers how many items follow that must be stepped over singly. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(readLong());
            count = readLong();
        }
        if (count > remaining()) {
            throw new EOFException("a collection of " + count + " items where " + remaining() + " bytes are left");
        }
        return count;
    }
}
