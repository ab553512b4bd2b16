package io.recoverymesh.common.policy;

import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.util.ArrayList;
import java.util.List;

/** Checks that need the whole catalogue and not one document. */
public final class PolicyLint {
    private PolicyLint() {}

    /**
     * Names declared twice, cycles, names that nothing declares, two policies for one trigger. The documents do not
     * know their lines: file is kind/name and line is 0. {@link PolicyReader#readTogether} knows them.
     *
     * @param documents all that are to be valid at the same time
     */
    public static List<PolicyProblem> acrossCatalogue(List<Document> documents) {
        return acrossCatalogue(documents, Offers.NONE);
    }

    /**
     * Also checks that every step's handler and action have been announced, and that its arguments are what they take.
     *
     * @param handlers what runs, a handler without actions meaning any; no handlers at all: not checked
     */
    public static List<PolicyProblem> acrossCatalogue(List<Document> documents, Offers handlers) {
        List<CatalogueEntry> entries = documents.stream().map(PolicyLint::entry).toList();
        check(entries, handlers);
        List<PolicyProblem> problems = new ArrayList<>();
        entries.forEach(entry -> problems.addAll(entry.problems().all()));
        return problems;
    }

    static void check(List<CatalogueEntry> entries, Offers handlers) {
        CycleCheck.run(entries);
        ReferenceCheck.run(entries, handlers);
        OverlapLint.run(entries);
    }

    private static CatalogueEntry entry(Document document) {
        Kind kind =
                switch (document) {
                    case Document.RecoveryPolicy recovery -> Kind.RECOVERY;
                    case Document.DeclaredService service -> Kind.SERVICE;
                };
        String name =
                switch (document) {
                    case Document.RecoveryPolicy recovery -> recovery.policy().name();
                    case Document.DeclaredService service -> service.service().name();
                };
        return new CatalogueEntry(
                kind, CanonicalJson.parse(document.canonical()), new Problems(kind.word() + "/" + name, new Lines(0)));
    }
}
