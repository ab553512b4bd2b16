package io.recoverymesh.common.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that follow from their causes: the same parts always give the same id, so that a replay repeats them. */
public final class EventIds {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(EventIds::sha256);

    private EventIds() {}

    /** 32 hex digits (128 bits) over the parts; parts are length-prefixed, so ("ab","c") differs from ("a","bc"). */
    public static String of(String... parts) {
        return HexFormat.of().formatHex(digest(parts), 0, 16);
    }

    /** A prefix and 16 hex digits: for ids that people read, such as flows and recoveries. */
    public static String readable(String prefix, String... parts) {
        return prefix + "-" + HexFormat.of().formatHex(digest(parts), 0, 8);
    }

    /** 64 bits over the parts: a seed for jitter. */
    public static long seed(String... parts) {
        return ByteBuffer.wrap(digest(parts)).getLong(16);
    }

    private static byte[] digest(String... parts) {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
