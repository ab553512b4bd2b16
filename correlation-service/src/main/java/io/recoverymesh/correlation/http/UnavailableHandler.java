package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers 503: state that is being moved, or Kafka that does not acknowledge. */
@Singleton
final class UnavailableHandler implements ExceptionHandler<UnavailableException, HttpResponse<Problem>> {
    private static final String SECONDS = "2";

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<Problem> handle(HttpRequest request, UnavailableException exception) {
        if (exception instanceof ElsewhereException elsewhere) {
            request.setAttribute(ElsewhereException.Elsewhere.ATTRIBUTE, elsewhere.elsewhere());
        }
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.<Problem>status(status)
                .body(Problem.of(status, String.valueOf(exception.getMessage()), request.getPath()))
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .contentType(Problem.MEDIA_TYPE);
    }
}
