package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Set;

/** What another instance said. */
sealed interface Reply {
    /** Which one. */
    URI from();

    /** @param partitions that it looked at */
    record Answered(URI from, int status, JsonNode body, Set<Integer> partitions) implements Reply {
        boolean isGood() {
            return status < 300;
        }

        /** Whether it knows: it has it, or says what is wrong with the request. */
        boolean isFinal() {
            return status != 404 && status < 500;
        }
    }

    /** @param reason one clause */
    record Silent(URI from, String reason) implements Reply {}
}
