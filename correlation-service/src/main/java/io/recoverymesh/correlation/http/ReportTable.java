package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.report.Report;
import io.recoverymesh.correlation.report.Times;
import io.recoverymesh.schemas.Verdict;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A table of the report, as CSV. */
enum ReportTable {
    SERVICES(
            "group,service,policy,recoveries,recovered,recovery_p50_ms,recovery_p95_ms,recovery_max_ms,duration_p50_ms,"
                    + "duration_p95_ms,rto_ms,rto_met,rto_missed,near_misses,troubles,fixed_first_time,retries,lost"),
    POLICIES("policy,requests,admitted,would_have_run,recoveries,recovered,escalations"),
    SUPPRESSED("policy,verdict,guard,count,last_at,last_flow,last_target,last_reason"),
    UNSUCCESSFUL("group,service,policy,outcome,count,last_at,last_flow,last_target,last_reason"),
    NEAR_MISSES("at,flow,recovery,group,target,policy,recovery_time_ms,rto_ms");

    private final String header;

    ReportTable(String header) {
        this.header = header;
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
        rows(report).forEach(row -> out.append(row).append("\r\n"));
        return out.toString();
    }

    private Stream<String> rows(Report report) {
        return switch (this) {
            case SERVICES -> report.services().stream().map(ReportTable::service);
            case POLICIES -> report.policies().stream().map(ReportTable::policy);
            case SUPPRESSED -> report.suppressed().stream().map(ReportTable::suppressed);
            case UNSUCCESSFUL -> report.unsuccessful().stream().map(ReportTable::unsuccessful);
            case NEAR_MISSES -> report.nearMisses().stream().map(ReportTable::nearMiss);
        };
    }

    private static String suppressed(Report.SuppressedLine line) {
        Report.Example last = line.last();
        return Csv.row(
                line.policy(),
                line.verdict(),
                line.guard(),
                line.count(),
                last.at(),
                last.flowId(),
                last.target(),
                last.reason());
    }

    private static String unsuccessful(Report.UnsuccessfulLine line) {
        Report.Example last = line.last();
        return Csv.row(
                line.group(),
                line.service(),
                line.policy(),
                line.outcome(),
                line.count(),
                last.at(),
                last.flowId(),
                last.target(),
                last.reason());
    }

    private static String nearMiss(Report.NearMiss line) {
        return Csv.row(
                line.at(),
                line.flowId(),
                line.recoveryId(),
                line.group(),
                line.target(),
                line.policy(),
                line.recoveryTimeMs(),
                line.rtoMs());
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
