package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds a document against the JSON Schema and says in our words what is wrong, one sentence for each mistake. */
final class StructureCheck {
    private static final List<String> KINDS = List.of(Kind.RECOVERY.word(), Kind.SERVICE.word());

    private final Problems problems;
    private final Set<String> probablyMisspelt = new HashSet<>();

    private StructureCheck(Problems problems) {
        this.problems = problems;
    }

    static void run(JsonNode document, Problems problems) {
        if (!document.isObject()) {
            problems.error(
                    "",
                    "Expected a document with apiVersion, kind, metadata and spec, but got " + Shown.of(document),
                    "Begin with 'apiVersion: recovery.mesh/v1'");
        } else if (!KINDS.contains(document.path("kind").asText())) {
            wrongKind(document, problems);
        } else {
            new StructureCheck(problems).report(LanguageSchema.validate(document));
        }
    }

    /** Nothing else can be said before the kind is known. */
    private static void wrongKind(JsonNode document, Problems problems) {
        String kind = document.path("kind").asText();
        problems.error(
                "/kind",
                "Expected kind Recovery or Service, but got " + Shown.of(document.path("kind")),
                NearestName.mend(kind, KINDS, "Write 'kind: Recovery' or 'kind: Service'"));
    }

    private void report(Collection<ValidationMessage> messages) {
        List<ValidationMessage> others = new ArrayList<>();
        for (ValidationMessage message : messages) {
            if (LanguageSchema.isOfBothKinds(message)) {
                continue;
            }
            if (message.getType().equals("additionalProperties")) {
                unknownField(message);
            } else {
                others.add(message);
            }
        }
        for (ValidationMessage message : others) {
            if (message.getType().equals("required")) {
                missingField(message);
            } else {
                wrongValue(message);
            }
        }
    }

    private void unknownField(ValidationMessage message) {
        String parent = message.getInstanceLocation().toString();
        String field = message.getProperty();
        String pointer = Lines.child(parent, field);
        List<String> known = LanguageSchema.members(LanguageSchema.failed(message));
        String nearest = NearestName.of(field, known);
        if (nearest != null) {
            probablyMisspelt.add(Lines.child(parent, nearest));
        }
        problems.error(
                pointer,
                "Expected one of the fields " + String.join(", ", known) + ", but got the unknown field '"
                        + Shown.shortened(field) + "'",
                NearestName.mend(field, known, "Remove it"));
    }

    private void missingField(ValidationMessage message) {
        String parent = message.getInstanceLocation().toString();
        String field = message.getProperty();
        String pointer = Lines.child(parent, field);
        if (probablyMisspelt.contains(pointer)) {
            return;
        }
        String expected = LanguageSchema.expectedMember(LanguageSchema.failed(message), field);
        problems.error(pointer, "Expected " + expected + ", but '" + field + "' is missing", "Add '" + field + ": …'");
    }

    private void wrongValue(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        JsonNode value = message.getInstanceNode();
        String expected = LanguageSchema.expected(message);
        List<String> choices = new ArrayList<>();
        LanguageSchema.failed(message).path("enum").forEach(choice -> choices.add(choice.asText()));
        problems.error(
                pointer,
                "Expected " + expected + ", but got " + Shown.of(value),
                Mend.of(expected, choices, message.getType(), value));
    }
}
