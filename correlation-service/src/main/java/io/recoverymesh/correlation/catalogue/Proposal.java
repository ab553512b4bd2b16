package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyLint;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody wants to declare, checked by itself and against the catalogue.
 *
 * @param documents the good ones
 */
public record Proposal(List<Document> documents, List<PolicyProblem> problems) {
    public Proposal {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /**
     * Never throws, whatever the text is.
     *
     * @param file name for messages
     * @param handlers what has been announced; nothing at all: not checked
     */
    public static Proposal check(PolicyReader reader, String file, String yaml, Catalogue catalogue, Offers handlers) {
        PolicyReading reading = reader.read(file, yaml);
        List<PolicyProblem> problems = new ArrayList<>(reading.problems());
        if (!reading.hasErrors()) {
            problems.addAll(amongOthers(file, reading.documents(), catalogue, handlers));
        }
        return new Proposal(reading.documents(), problems);
    }

    /** Whether it may be declared. */
    public boolean isValid() {
        return !documents.isEmpty() && problems.stream().noneMatch(p -> p.severity() == PolicyProblem.Severity.ERROR);
    }

    /** Its documents as entries of the catalogue that no file declares. */
    public List<Declared> declared(Instant at) {
        return documents.stream()
                .map(document -> new Declared(document, null, at))
                .toList();
    }

    private static List<PolicyProblem> amongOthers(
            String file, List<Document> documents, Catalogue catalogue, Offers handlers) {
        Set<String> own = documents.stream()
                .map(d -> new Declared(d, null, Instant.EPOCH).key())
                .collect(Collectors.toSet());
        List<Document> together = new ArrayList<>(documents);
        catalogue.all().stream()
                .filter(declared -> !own.contains(declared.key()))
                .map(Declared::document)
                .forEach(together::add);
        return PolicyLint.acrossCatalogue(together, handlers).stream()
                .filter(problem -> own.contains(problem.file()))
                .map(p -> new PolicyProblem(
                        p.severity(), file + " (" + p.file() + ")", p.line(), p.field(), p.message(), p.mend()))
                .toList();
    }
}
