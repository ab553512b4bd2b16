package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The web page: static files that talk to the API of the host that served them, and to nobody else. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {
    /** Nothing from elsewhere, nothing inline, no markup made of text. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final PageFiles files = new PageFiles();

    @Get("/")
    HttpResponse<byte[]> index(@Header("If-None-Match") @Nullable String known) {
        return answer("index.html", known);
    }

    @Get("/page/{name}")
    HttpResponse<byte[]> file(String name, @Header("If-None-Match") @Nullable String known) {
        return answer(name, known);
    }

    private HttpResponse<byte[]> answer(String name, @Nullable String known) {
        PageFiles.PageFile file = files.find(name);
        if (file == null) {
            throw Names.unknown("file of the page", name, List.of());
        }
        MutableHttpResponse<byte[]> response = file.tag().equals(known)
                ? HttpResponse.notModified()
                : HttpResponse.ok(file.bytes()).contentType(file.type());
        return response.header(HttpHeaders.ETAG, file.tag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }
}
