package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.report.Report;
import io.recoverymesh.correlation.report.Times;
import io.recoverymesh.schemas.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** A table of the report, as CSV. */
enum ReportTable {
    SERVICES(
            "group,service,policy,recoveries,recovered,recovery_p50_ms,recovery_p95_ms,recovery_max_ms,duration_p50_ms,"
                    + "duration_p95_ms,rto_ms,rto_met,rto_missed,near_misses,troubles,fixed_first_time,retries,lost",
            report -> report.services().stream().map(ReportTable::service).toList()),
    POLICIES(
            "policy,requests,admitted,would_have_run,recoveries,recovered,escalations",
            report -> report.policies().stream().map(ReportTable::policy).toList()),
    SUPPRESSED(
            "policy,verdict,guard,count,last_at,last_flow,last_target,last_reason",
            report -> report.suppressed().stream()
                    .map(line -> Csv.row(
                            line.policy(),
                            line.verdict(),
                            line.guard(),
                            line.count(),
                            line.last().at(),
                            line.last().flowId(),
                            line.last().target(),
                            line.last().reason()))
                    .toList()),
    UNSUCCESSFUL(
            "group,service,policy,outcome,count,last_at,last_flow,last_target,last_reason",
            report -> report.unsuccessful().stream()
                    .map(line -> Csv.row(
                            line.group(),
                            line.service(),
                            line.policy(),
                            line.outcome(),
                            line.count(),
                            line.last().at(),
                            line.last().flowId(),
                            line.last().target(),
                            line.last().reason()))
                    .toList()),
    NEAR_MISSES(
            "at,flow,recovery,group,target,policy,recovery_time_ms,rto_ms",
            report -> report.nearMisses().stream()
                    .map(line -> Csv.row(
                            line.at(),
                            line.flowId(),
                            line.recoveryId(),
                            line.group(),
                            line.target(),
                            line.policy(),
                            line.recoveryTimeMs(),
                            line.rtoMs()))
                    .toList());

    private final String header;
    private final Function<Report, List<String>> rows;

    ReportTable(String header, Function<Report, List<String>> rows) {
        this.header = header;
        this.rows = rows;
    }

    static ReportTable named(String name) {
        String constant = name.replace('-', '_');
        return Objects.requireNonNull(
                Names.choice("table", Names.required("table", constant), ReportTable.class), "it was required");
    }

    String fileName() {
        return "recovery-mesh-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".csv";
    }

    String csv(Report report) {
        StringBuilder out = new StringBuilder(header).append("\r\n");
        rows.apply(report).forEach(row -> out.append(row).append("\r\n"));
        return out.toString();
    }

    private static String service(Report.ServiceLine line) {
        Times recovery = line.recoveryTime();
        Report.Objective objective = line.objective();
        return Csv.row(
                line.group(),
                line.service(),
                line.policy(),
                line.recoveries(),
                recovery.count(),
                recovery.p50Ms(),
                recovery.p95Ms(),
                recovery.maxMs(),
                line.duration().p50Ms(),
                line.duration().p95Ms(),
                objective == null ? null : objective.rtoMs(),
                objective == null ? null : objective.met(),
                objective == null ? null : objective.missed(),
                objective == null ? null : objective.nearMisses(),
                line.firstTimeFix().troubles(),
                line.firstTimeFix().fixed(),
                line.retries(),
                line.lost());
    }

    private static String policy(Report.PolicyLine line) {
        return Csv.row(
                line.policy(),
                line.requests(),
                line.verdicts().getOrDefault(Verdict.ADMITTED, 0),
                line.wouldHaveRun(),
                line.recoveries(),
                line.recovered(),
                line.escalations());
    }
}
