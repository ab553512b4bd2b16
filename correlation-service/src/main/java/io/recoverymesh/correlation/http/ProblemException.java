package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpStatus;
import io.recoverymesh.common.policy.PolicyProblem;
import java.util.List;

/** A request that is answered with a {@link Problem}. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient List<PolicyProblem> problems;

    private ProblemException(HttpStatus status, String detail, List<PolicyProblem> problems) {
        super(detail);
        this.status = status;
        this.problems = problems;
    }

    static ProblemException badRequest(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, List.of());
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, List.of());
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail, List.of());
    }

    static ProblemException invalidPolicy(List<PolicyProblem> problems) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "Expected valid documents, but there are " + problems.size() + " problems; nothing was published",
                problems);
    }

    Problem toProblem(String instance) {
        return Problem.of(status, String.valueOf(getMessage()), instance, problems.isEmpty() ? null : problems);
    }

    HttpStatus status() {
        return status;
    }
}
