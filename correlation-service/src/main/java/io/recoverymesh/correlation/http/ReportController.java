package io.recoverymesh.correlation.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.report.Scope;
import io.recoverymesh.correlation.report.Tally;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports over a period, counted from the log of facts of the whole mesh. */
@Tag(name = "reports")
@Controller("/api/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReportController {

    private final MeshReader reader;
    private final FactReader facts;
    private final Turnstile running = new Turnstile("reports");

    ReportController(MeshReader reader, FactReader facts) {
        this.reader = reader;
        this.facts = facts;
    }

    /**
     * Reports what the mesh did: recovery times against objectives, what helped, what was held back and by which guard, what
     * policies in observe mode would have done.
     *
     * @param from a time, or how long ago (24h, 7d); 7 days before {@code to} by default
     * @param to a time, or how long ago; now by default
     * @param group only this one
     * @param service only this one
     * @param policy only this one
     * @return the report
     */
    @Get
    ReportView report(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String service,
            @QueryValue @Nullable String policy) {
        Period period =
                Period.of(from, to, reader.surroundings(GroupController.MESH).now());
        return made(new Scope(period.from(), period.to(), group, service, policy));
    }

    /**
     * Gives one table of the report as CSV, with a header line.
     *
     * @param table services, policies, suppressed, unsuccessful or near-misses
     * @param from a time, or how long ago (24h, 7d); 7 days before {@code to} by default
     * @param to a time, or how long ago; now by default
     * @param group only this one
     * @param service only this one
     * @param policy only this one
     * @return CSV (RFC 4180)
     */
    @Get("/csv/{table}")
    @Produces("text/csv")
    MutableHttpResponse<String> csv(
            String table,
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String group,
            @QueryValue @Nullable String service,
            @QueryValue @Nullable String policy) {
        ReportTable wanted = ReportTable.named(table);
        ReportView view = report(from, to, group, service, policy);
        if (!view.missing().isEmpty()) {
            throw new UnavailableException("Expected to read the whole log, but " + String.join("; ", view.missing())
                    + "; choose a shorter period, or GET /api/v1/reports, which says what is missing");
        }
        return HttpResponse.ok(wanted.csv(view.report()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + wanted.fileName() + "\"")
                .contentType(MediaType.TEXT_CSV_TYPE);
    }

    private ReportView made(Scope scope) {
        running.enter();
        try {
            Tally tally = new Tally(scope);
            List<String> missing = facts.facts(scope.from(), scope.to(), tally::add);
            return new ReportView(scope.from(), scope.to(), tally.report(), missing);
        } finally {
            running.leave();
        }
    }
}
