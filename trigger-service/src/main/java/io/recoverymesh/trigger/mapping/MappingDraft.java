package io.recoverymesh.trigger.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.NearestName;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.YamlDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A mapping file on its way from text to rules, with what was found wrong. */
final class MappingDraft {
    private static final String VERSION = "recovery.mesh/v1";
    private static final List<String> FIELDS = List.of("apiVersion", "kind", "presets", "rules");
    private static final int MAX_RULES = 200;

    private final YamlDocument document;
    private final List<Rule> rules = new ArrayList<>();
    private List<String> presets = Presets.NAMES;

    private MappingDraft(YamlDocument document) {
        this.document = document;
    }

    static MappingDraft of(String file, String yaml) {
        MappingDraft draft = new MappingDraft(YamlDocument.read(file, yaml));
        if (draft.document.problems().isEmpty()) {
            draft.read(draft.document.tree());
        }
        return draft;
    }

    List<PolicyProblem> problems() {
        return document.problems();
    }

    List<Rule> rules() {
        return rules;
    }

    List<String> presets() {
        return presets;
    }

    private void read(JsonNode root) {
        if (!root.isObject()) {
            document.error(
                    "",
                    "Expected apiVersion, kind and rules, but got " + YamlDocument.shown(root),
                    "Begin with 'apiVersion: " + VERSION + "' and 'kind: Mapping'");
            return;
        }
        refuseOthers(document, root, "", FIELDS);
        expectWord(root, "apiVersion", VERSION);
        expectWord(root, "kind", "Mapping");
        if (root.has("presets")) {
            presets = choices(document, root.get("presets"), "/presets", Presets.NAMES);
        }
        JsonNode list = root.path("rules");
        if (list.isMissingNode() && root.has("presets")) {
            return;
        }
        if (!list.isArray() || list.size() > MAX_RULES) {
            document.error(
                    "/rules",
                    "Expected a list of at most " + MAX_RULES + " rules, but got " + YamlDocument.shown(list),
                    "Write '- from: alertmanager' and what it gives, such as 'service: labels.app'");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            RuleDraft.read(document, list.get(i), "/rules/" + i).ifPresent(rules::add);
        }
    }

    private void expectWord(JsonNode root, String field, String word) {
        if (!root.path(field).asText().equals(word)) {
            document.error(
                    "/" + field,
                    "Expected " + field + " " + word + ", but got " + YamlDocument.shown(root.path(field)),
                    "Write '" + field + ": " + word + "'");
        }
    }

    static void refuseOthers(YamlDocument document, JsonNode object, String pointer, List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                document.error(
                        YamlDocument.child(pointer, name),
                        "Expected one of the fields " + String.join(", ", known) + ", but got the unknown field '"
                                + name + "'",
                        NearestName.mend(name, known, "Remove it"));
            }
        });
    }

    /** A word or a list of words, each one of those that are known. */
    static List<String> choices(YamlDocument document, JsonNode value, String pointer, List<String> known) {
        Set<String> chosen = new HashSet<>();
        List<JsonNode> words = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(words::add);
        } else {
            words.add(value);
        }
        for (int i = 0; i < words.size(); i++) {
            JsonNode word = words.get(i);
            if (word.isTextual() && known.contains(word.asText())) {
                chosen.add(word.asText());
            } else {
                document.error(
                        value.isArray() ? pointer + "/" + i : pointer,
                        "Expected " + String.join(", ", known) + " or a list of them, but got "
                                + YamlDocument.shown(word),
                        NearestName.mend(word.asText(), known, "Write one of these words"));
            }
        }
        return List.copyOf(chosen);
    }
}
