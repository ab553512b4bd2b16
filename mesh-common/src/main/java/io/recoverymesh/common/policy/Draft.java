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
        return new Draft(text, new YamlTree(text, lines, problems).read(), problems);
    }

    /** Empty where the document is refused, or there is none. */
    Optional<Document> document() {
        if (tree == null || problems.hasErrors()) {
            return Optional.empty();
        }
        String canonical = CanonicalJson.of(tree);
        String version = CanonicalJson.version(canonical);
        Fields fields = new Fields(tree);
        return Optional.of(
                Kind.SERVICE.is(tree)
                        ? new Document.DeclaredService(ServiceForm.read(fields, version), canonical, text.source())
                        : new Document.RecoveryPolicy(RecoveryForm.read(fields, version), canonical, text.source()));
    }
}
