package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document on its way from text to record, with what was found wrong so far.
 *
 * @param tree null where the text is empty or no YAML
 */
record Draft(YamlText text, @Nullable JsonNode tree, Problems problems) {
    static Draft of(String file, YamlText text) {
        Lines lines = new Lines(text.firstLine());
        Problems problems = new Problems(file, lines);
        JsonNode tree = new YamlTree(text, lines, problems).read();
        if (tree != null) {
            StructureCheck.run(tree, problems);
        }
        Draft draft = new Draft(text, tree, problems);
        draft.entry().ifPresent(entry -> {
            switch (entry.kind()) {
                case RECOVERY -> RecoveryCheck.run(entry.tree(), problems);
                case SERVICE -> ServiceCheck.run(entry.tree(), problems);
            }
        });
        return draft;
    }

    /** Empty where there is no document, or none of a known kind. */
    Optional<CatalogueEntry> entry() {
        if (tree == null) {
            return Optional.empty();
        }
        return Kind.of(tree).map(kind -> new CatalogueEntry(kind, tree, problems));
    }

    /** Empty where the document is refused, or there is none. */
    Optional<Document> document() {
        return problems.hasErrors() ? Optional.empty() : entry().map(this::read);
    }

    private Document read(CatalogueEntry entry) {
        String canonical = CanonicalJson.of(entry.tree());
        String version = CanonicalJson.version(canonical);
        Fields fields = new Fields(entry.tree());
        return switch (entry.kind()) {
            case SERVICE -> new Document.DeclaredService(ServiceForm.read(fields, version), canonical, text.source());
            case RECOVERY -> {
                Policy policy = RecoveryForm.read(fields, version);
                RecoveryLint.run(entry.tree(), policy, problems);
                yield new Document.RecoveryPolicy(policy, canonical, text.source());
            }
        };
    }
}
