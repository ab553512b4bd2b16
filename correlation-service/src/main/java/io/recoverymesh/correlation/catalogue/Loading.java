package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the contents of a directory mean for the catalogue.
 *
 * @param publish what is new, changed, or moved to another file
 * @param retract what files declared once and declare no more
 */
public record Loading(List<Declared> publish, List<Declared> retract, List<PolicyProblem> problems) {
    public Loading {
        publish = List.copyOf(publish);
        retract = List.copyOf(retract);
        problems = List.copyOf(problems);
    }

    /**
     * A file with an error changes nothing, and while there is one nothing is retracted: what is missing may be in it.
     * What came through the API is never retracted; a file that declares the same name takes it over.
     *
     * @param yamlByFile text of each file that could be read, by its name
     * @param unreadable problems of the others
     */
    public static Loading decide(
            PolicyReader reader,
            Map<String, String> yamlByFile,
            List<PolicyProblem> unreadable,
            Catalogue current,
            Instant now) {
        List<PolicyProblem> problems = new ArrayList<>(unreadable);
        problems.addAll(reader.readTogether(new TreeMap<>(yamlByFile), Map.of()).problems());
        Set<String> bad = new HashSet<>();
        problems.stream()
                .filter(p -> p.severity() == PolicyProblem.Severity.ERROR)
                .forEach(p -> bad.add(p.file()));
        Map<String, Declared> wanted = new TreeMap<>();
        yamlByFile.forEach((file, yaml) -> {
            if (!bad.contains(file)) {
                for (Document document : reader.read(file, yaml).documents()) {
                    Declared declared = new Declared(document, file, now);
                    wanted.putIfAbsent(declared.key(), declared);
                }
            }
        });
        List<Declared> retract = bad.isEmpty() ? missing(current, wanted) : List.of();
        return new Loading(changed(current, wanted), retract, problems);
    }

    private static List<Declared> changed(Catalogue current, Map<String, Declared> wanted) {
        return wanted.values().stream()
                .filter(declared -> current.find(declared.kind(), declared.name())
                        .map(known -> !known.version().equals(declared.version())
                                || !String.valueOf(declared.file()).equals(known.file()))
                        .orElse(true))
                .toList();
    }

    private static List<Declared> missing(Catalogue current, Map<String, Declared> wanted) {
        return current.all().stream()
                .filter(known -> known.file() != null && !wanted.containsKey(known.key()))
                .toList();
    }
}
