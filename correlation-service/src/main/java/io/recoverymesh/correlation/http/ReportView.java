package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.recoverymesh.correlation.report.Report;
import java.time.Instant;
import java.util.List;

/**
 * What the mesh did in a period.
 *
 * @param from inclusive
 * @param to exclusive
 * @param missing parts of the log that could not be read
 */
@ApiView
record ReportView(Instant from, Instant to, @JsonUnwrapped Report report, List<String> missing) {}
