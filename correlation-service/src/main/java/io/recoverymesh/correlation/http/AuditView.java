package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.audit.ChainCheck;
import java.util.List;

/**
 * Whether the log of facts holds what was decided.
 *
 * @param whole nothing was found, and all was read
 * @param decisions that were read
 * @param findings what is wrong, by partition and offset; the first {@link #MOST}
 * @param found how many there are
 * @param groups what was checked
 * @param missing parts of the log that were not read in time
 */
@ApiView
record AuditView(
        boolean whole,
        long decisions,
        List<ChainCheck.Finding> findings,
        int found,
        List<ChainCheck.Checked> groups,
        List<String> missing) {
    static final int MOST = 1_000;

    static AuditView of(ChainCheck check, List<String> missing) {
        List<ChainCheck.Finding> findings = check.findings();
        return new AuditView(
                findings.isEmpty() && missing.isEmpty(),
                check.decisions(),
                findings.stream().limit(MOST).toList(),
                findings.size(),
                check.groups(),
                missing);
    }
}
