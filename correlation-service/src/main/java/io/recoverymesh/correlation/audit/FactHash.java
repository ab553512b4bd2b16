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

    private FactHash() {}

    /** 64 hex digits; covers the hash of the decision before, and so all of them. */
    public static String of(IndexedRecord event) {
        return ofText(CanonicalForm.of(event));
    }

    /** Of a canonical form. */
    public static String ofText(String canonical) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
