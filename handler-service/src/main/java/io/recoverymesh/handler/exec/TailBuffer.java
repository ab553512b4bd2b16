package io.recoverymesh.handler.exec;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a stream and counts those it dropped. */
final class TailBuffer {
    private final byte[] ring;
    private long written;

    /** @param limit bytes kept */
    TailBuffer(int limit) {
        ring = new byte[limit];
    }

    synchronized void write(byte[] bytes, int length) {
        int kept = Math.min(length, ring.length);
        long at = written + length - kept;
        for (int i = 0; i < kept; ) {
            int position = (int) ((at + i) % ring.length);
            int run = Math.min(kept - i, ring.length - position);
            System.arraycopy(bytes, length - kept + i, ring, position, run);
            i += run;
        }
        written += length;
    }

    synchronized long dropped() {
        return Math.max(0, written - ring.length);
    }

    /** What is kept, read as UTF-8; a character cut in half at the front is a replacement character. */
    synchronized String text() {
        int size = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = ring[(int) ((written - size + i) % ring.length)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
