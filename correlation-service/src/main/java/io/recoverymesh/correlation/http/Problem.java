package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param detail expected …, but …
 * @param instance path of the request
 * @param problems of the documents that were sent; null where none were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable List<PolicyProblem> problems) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(HttpStatus status, String detail, String instance) {
        return of(status, detail, instance, null);
    }

    static Problem of(HttpStatus status, String detail, String instance, @Nullable List<PolicyProblem> problems) {
        return new Problem("about:blank", status.getReason(), status.getCode(), detail, instance, problems);
    }
}
