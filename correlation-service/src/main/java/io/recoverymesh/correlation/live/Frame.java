package io.recoverymesh.correlation.live;

import java.nio.charset.StandardCharsets;

/** One event as Server-Sent Events write it, encoded once for everybody. */
public final class Frame {
    static final Frame HEARTBEAT = raw(":\n\n");

    private final long number;
    private final byte[] bytes;

    private Frame(long number, byte[] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** Increases by one with each that is kept; 0 for those that are not, such as a heartbeat. */
    long number() {
        return number;
    }

    /** UTF-8, with the empty line at its end; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** An event that a watcher may name to go on from there. */
    static Frame kept(String epoch, long number, String event, String data) {
        return new Frame(number, utf8("id: " + epoch + "-" + number + "\n" + body(event, data)));
    }

    /** An event that says where its watcher stands. */
    static Frame standing(String epoch, long number, String event, String data) {
        return new Frame(0, utf8("id: " + epoch + "-" + number + "\n" + body(event, data)));
    }

    static Frame raw(String text) {
        return new Frame(0, utf8(text));
    }

    private static String body(String event, String data) {
        return "event: " + event + "\ndata: " + data.replace("\r", "").replace("\n", "\ndata: ") + "\n\n";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
