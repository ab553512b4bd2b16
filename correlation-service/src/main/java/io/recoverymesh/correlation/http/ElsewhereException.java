package io.recoverymesh.correlation.http;

import org.jspecify.annotations.Nullable;

/** What was asked for is not here, but another instance may hold it. */
public final class ElsewhereException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String unknown;
    private final transient @Nullable Object body;

    private ElsewhereException(
            String message, @Nullable String unknown, @Nullable Object body, @Nullable Throwable cause) {
        super(message, cause);
        this.unknown = unknown;
        this.body = body;
    }

    /**
     * Looked for and not found.
     *
     * @param unknown what is said when nobody has it
     */
    static ElsewhereException absent(String message, String unknown) {
        return new ElsewhereException(message, unknown, null, null);
    }

    /** Not readable here. */
    public static ElsewhereException unreadable(String message, @Nullable Throwable cause) {
        return new ElsewhereException(message, null, null, cause);
    }

    /** @param order what was asked for, to be asked of others */
    ElsewhereException asking(Object order) {
        return new ElsewhereException(String.valueOf(getMessage()), unknown, order, getCause());
    }

    /** For who can ask others. */
    Elsewhere elsewhere() {
        return new Elsewhere(unknown, body);
    }

    /**
     * What others are to be asked.
     *
     * @param unknown what is said when nobody has it; null when it is not that
     * @param body of the request; null when there is none
     */
    record Elsewhere(@Nullable String unknown, @Nullable Object body) {
        /** Attribute of a request that was answered with such an exception. */
        static final String ATTRIBUTE = "mesh.elsewhere";
    }
}
