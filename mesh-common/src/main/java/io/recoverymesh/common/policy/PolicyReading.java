package io.recoverymesh.common.policy;

import java.util.List;

/**
 * What came out of reading one file: good documents and problems; a bad document never takes its neighbours along.
 */
public record PolicyReading(List<Document> documents, List<PolicyProblem> problems) {
    public PolicyReading {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /** Whether any document was refused. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> p.severity() == PolicyProblem.Severity.ERROR);
    }

    /** One good document: what it is, and the forms that are stored. */
    public sealed interface Document {
        /** Canonical JSON: keys sorted, no white space; its hash is the version. */
        String canonical();

        /** As written. */
        String source();

        record RecoveryPolicy(Policy policy, String canonical, String source) implements Document {}

        record DeclaredService(ServiceDocument service, String canonical, String source) implements Document {}
    }
}
