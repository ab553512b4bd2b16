package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** What the framework itself refuses (no such path, no JSON, a missing parameter) is told in the same form. */
@Singleton
final class FrameworkProblems implements JsonErrorResponseBodyProvider<Problem> {
    @Override
    public Problem body(ErrorContext context, HttpResponse<?> response) {
        HttpStatus status = HttpStatus.valueOf(response.code());
        String told = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        String detail = response.code() >= 500
                ? "Expected to answer, but something failed unexpectedly; the log of the service says what"
                : told.isEmpty() ? status.getReason() : told;
        return Problem.of(status, detail, context.getRequest().getPath());
    }

    @Override
    public String contentType() {
        return Problem.MEDIA_TYPE;
    }
}
