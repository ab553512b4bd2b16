package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.schemas.PolicyDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue.
 *
 * @param file where the loader found it; null when it came through the API
 */
public record Declared(Document document, @Nullable String file, Instant loadedAt) {
    public static final String RECOVERY = "Recovery";
    public static final String SERVICE = "Service";

    /**
     * Reads a record of mesh.policies.
     *
     * @throws IllegalArgumentException when its document is not valid
     */
    public static Declared of(PolicyDocument record, PolicyReader reader) {
        Document document = record.getKind().equals(SERVICE)
                ? new Document.DeclaredService(
                        reader.service(record.getDocument()), record.getDocument(), record.getSource())
                : new Document.RecoveryPolicy(
                        reader.policy(record.getDocument()), record.getDocument(), record.getSource());
        return new Declared(document, record.getFile(), record.getLoadedAt());
    }

    /** Record key in mesh.policies: {@code Recovery/restart-payments}. */
    public static String key(String kind, String name) {
        return kind + "/" + name;
    }

    public String key() {
        return key(kind(), name());
    }

    public String kind() {
        return switch (document) {
            case Document.RecoveryPolicy ignored -> RECOVERY;
            case Document.DeclaredService ignored -> SERVICE;
        };
    }

    public String name() {
        return switch (document) {
            case Document.RecoveryPolicy recovery -> recovery.policy().name();
            case Document.DeclaredService service -> service.service().name();
        };
    }

    public String version() {
        return switch (document) {
            case Document.RecoveryPolicy recovery -> recovery.policy().version();
            case Document.DeclaredService service -> service.service().version();
        };
    }

    public @Nullable String owner() {
        return switch (document) {
            case Document.RecoveryPolicy recovery -> recovery.policy().owner();
            case Document.DeclaredService service -> service.service().owner();
        };
    }

    /** The record for mesh.policies. */
    public PolicyDocument toRecord() {
        return PolicyDocument.newBuilder()
                .setKind(kind())
                .setName(name())
                .setVersion(version())
                .setDocument(document.canonical())
                .setSource(document.source())
                .setFile(file)
                .setOwner(owner())
                .setLoadedAt(loadedAt)
                .build();
    }
}
