package io.recoverymesh.correlation.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.generic.IndexedRecord;

/** What the next decision of a group says of this one: the SHA-256 of its canonical form, in hex. */
public final class FactHash {
    /** Where there is nothing before, or nothing is known of it. */
    public static final String NONE = "";

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(FactHash::sha256);

    private FactHash() {}

    /** 64 hex digits; covers the hash of the decision before, and so all of them. */
    public static String of(IndexedRecord event) {
        return ofText(CanonicalForm.of(event));
    }

    /** Of a canonical form. */
    public static String ofText(String canonical) {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
