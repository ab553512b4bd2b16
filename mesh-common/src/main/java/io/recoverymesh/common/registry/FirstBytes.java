package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/** Shows how a record begins, in hex and as text, so that a person recognises what it is. */
final class FirstBytes {

    private static final int SHOWN = 16;

    private FirstBytes() {}

    static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "0 bytes";
        }
        byte[] first = Arrays.copyOf(bytes, Math.min(SHOWN, bytes.length));
        String text = new String(first, US_ASCII).replaceAll("[^ -~]", ".");
        String more = bytes.length > SHOWN ? " …" : "";
        return bytes.length + " bytes, first " + HexFormat.ofDelimiter(" ").formatHex(first) + more + " (\"" + text
                + "\")";
    }
}
