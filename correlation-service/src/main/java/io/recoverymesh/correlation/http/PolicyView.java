package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recoverymesh.correlation.catalogue.Declared;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One policy or service.
 *
 * @param kind recovery or service
 * @param version hash of the document
 * @param file where it was loaded from; null when it came through the API
 * @param source YAML as written; only where one document is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyView(
        String kind,
        String name,
        String version,
        @Nullable String owner,
        @Nullable String file,
        Instant loadedAt,
        @Nullable String source) {

    static PolicyView brief(Declared declared) {
        return of(declared, null);
    }

    static PolicyView whole(Declared declared) {
        return of(declared, declared.document().source());
    }

    private static PolicyView of(Declared declared, @Nullable String source) {
        return new PolicyView(
                declared.kind().toLowerCase(Locale.ROOT),
                declared.name(),
                declared.version(),
                declared.owner(),
                declared.file(),
                declared.loadedAt(),
                source);
    }
}
