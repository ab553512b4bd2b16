package io.recoverymesh.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A call to the mesh that brought no answer, or a refusal; the message is one sentence and a mend. */
public abstract sealed class MeshCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MeshCallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Nobody answered, or somebody who is not ready. */
    public static final class Unreachable extends MeshCallException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The mesh said no. */
    public static final class Refused extends MeshCallException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient JsonNode problem;

        Refused(int status, JsonNode problem, String message) {
            super(message, null);
            this.status = status;
            this.problem = problem;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }

        /** The problem as it came (RFC 9457); missing where it was no JSON. */
        public JsonNode problem() {
            return problem;
        }
    }
}
