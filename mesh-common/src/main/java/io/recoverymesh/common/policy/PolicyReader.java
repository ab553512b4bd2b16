package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyProblem.Severity;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads policies and services from YAML, or back from the canonical JSON of an event. Thread-safe. */
public final class PolicyReader {
    /** Longest YAML text, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256 * 1024;

    /**
     * Reads every document of a YAML text ({@code ---} separates them). Never throws: whatever the text is, it is
     * answered with documents and problems.
     *
     * @param file name for messages
     */
    public PolicyReading read(String file, String yaml) {
        List<PolicyProblem> problems = new ArrayList<>();
        List<Draft> drafts = drafts(file, yaml, problems);
        CycleCheck.run(entries(drafts));
        return reading(drafts, problems);
    }

    /**
     * Reads the files of a whole catalogue and checks them against each other too, as {@link PolicyLint} does, but
     * with file and line.
     *
     * @param yamlByFile text of each file, by its name
     * @param handlers the actions of each handler, none meaning any; no handlers at all: not checked
     */
    public PolicyReading readTogether(Map<String, String> yamlByFile, Map<String, Set<String>> handlers) {
        List<PolicyProblem> problems = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        // sorted: of two documents of one name it is always the same one that is kept
        new TreeMap<>(yamlByFile).forEach((file, yaml) -> drafts.addAll(drafts(file, yaml, problems)));
        PolicyLint.check(entries(drafts), Offers.named(handlers));
        return reading(drafts, problems);
    }

    /**
     * Reads the canonical JSON that a request or a fact carries; the caller keeps the result, by version.
     *
     * @throws IllegalArgumentException when it is not a valid policy
     */
    public Policy policy(String canonicalJson) {
        return canonical(canonicalJson, Kind.RECOVERY, RecoveryForm::read);
    }

    /** Like {@link #policy} for a service. */
    public ServiceDocument service(String canonicalJson) {
        return canonical(canonicalJson, Kind.SERVICE, ServiceForm::read);
    }

    private static <T> T canonical(String json, Kind kind, BiFunction<Fields, String, T> form) {
        JsonNode tree = CanonicalJson.parse(json);
        if (!kind.is(tree)) {
            throw new IllegalArgumentException("Expected a document of kind " + kind.word() + ", but got kind '"
                    + tree.path("kind").asText() + "'");
        }
        try {
            return form.apply(new Fields(tree), CanonicalJson.version(json));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Expected a valid document of kind " + kind.word() + ", but " + e.getMessage(), e);
        }
    }

    private static List<Draft> drafts(String file, String yaml, List<PolicyProblem> problems) {
        if (yaml.length() > MAX_BYTES || yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            problems.add(tooLarge(file));
            return List.of();
        }
        return YamlText.split(yaml).stream().map(text -> Draft.of(file, text)).toList();
    }

    private static List<CatalogueEntry> entries(List<Draft> drafts) {
        return drafts.stream().flatMap(draft -> draft.entry().stream()).toList();
    }

    private static PolicyReading reading(List<Draft> drafts, List<PolicyProblem> problems) {
        List<Document> documents = new ArrayList<>();
        for (Draft draft : drafts) {
            draft.document().ifPresent(documents::add);
            problems.addAll(draft.problems().all());
        }
        return new PolicyReading(documents, problems);
    }

    private static PolicyProblem tooLarge(String file) {
        return new PolicyProblem(
                Severity.ERROR,
                file,
                0,
                "",
                "Expected at most " + MAX_BYTES / 1024 + " KiB in one file, but it is larger",
                "Split it into several files");
    }
}
