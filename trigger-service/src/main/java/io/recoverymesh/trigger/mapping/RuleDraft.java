package io.recoverymesh.trigger.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelRuntime;
import io.recoverymesh.common.policy.YamlDocument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one rule; what is wrong goes to the document's problems. */
final class RuleDraft {
    private static final List<String> FIELDS =
            Stream.concat(Stream.of("from", "when"), Field.WORDS.stream()).toList();
    private static final int MAX_EXPRESSIONS = 20;

    private final YamlDocument document;
    private final JsonNode rule;
    private final String pointer;

    private RuleDraft(YamlDocument document, JsonNode rule, String pointer) {
        this.document = document;
        this.rule = rule;
        this.pointer = pointer;
    }

    static Optional<Rule> read(YamlDocument document, JsonNode rule, String pointer) {
        if (!rule.isObject()) {
            document.error(
                    pointer,
                    "Expected a rule, but got " + YamlDocument.shown(rule),
                    "Write '- from: alertmanager' and what it gives, such as 'service: labels.app'");
            return Optional.empty();
        }
        return new RuleDraft(document, rule, pointer).read();
    }

    private Optional<Rule> read() {
        int before = document.problems().size();
        MappingDraft.refuseOthers(document, rule, pointer, FIELDS);
        Set<Format> from = from();
        CelRuntime.Program when = when();
        Map<Field, List<Expression>> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (rule.has(field.word())) {
                fields.put(field, expressions(field));
            }
        }
        if (fields.isEmpty()) {
            document.error(
                    pointer,
                    "Expected at least one of " + String.join(", ", Field.WORDS) + ", but the rule gives nothing",
                    "Write what it gives, such as 'service: labels.app', or remove the rule");
        }
        return document.problems().size() > before ? Optional.empty() : Optional.of(new Rule(from, when, fields));
    }

    private Set<Format> from() {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        List<String> words = rule.has("from")
                ? MappingDraft.choices(document, rule.get("from"), pointer + "/from", Format.WORDS)
                : Format.WORDS;
        words.forEach(word -> formats.add(Format.valueOf(word.toUpperCase(Locale.ROOT))));
        return formats;
    }

    private CelRuntime.@Nullable Program when() {
        JsonNode when = rule.path("when");
        if (when.isMissingNode()) {
            return null;
        }
        try {
            return Cel.condition(when.asText());
        } catch (MappingException e) {
            refuse(pointer + "/when", e, "Compare, such as \"labels.team == 'shop'\"");
            return null;
        }
    }

    private List<Expression> expressions(Field field) {
        JsonNode value = rule.get(field.word());
        String at = pointer + "/" + field.word();
        if (!value.isArray()) {
            return expression(value, at);
        }
        if (value.isEmpty() || value.size() > MAX_EXPRESSIONS) {
            document.error(
                    at,
                    "Expected 1 to " + MAX_EXPRESSIONS + " expressions, but got " + YamlDocument.shown(value),
                    "Write what to look at first, then what else");
        }
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            expressions.addAll(expression(value.get(i), at + "/" + i));
        }
        return expressions;
    }

    private List<Expression> expression(JsonNode value, String at) {
        if (!value.isTextual() || value.asText().isBlank()) {
            document.error(
                    at,
                    "Expected an expression (CEL) that gives a text, but got " + YamlDocument.shown(value),
                    "Write labels.app, or \"'payments'\" for a fixed text");
            return List.of();
        }
        try {
            return List.of(Expression.text(value.asText()));
        } catch (MappingException e) {
            refuse(at, e, mend(value.asText()));
            return List.of();
        }
    }

    private void refuse(String at, MappingException error, String mend) {
        document.error(at, String.valueOf(error.getMessage()), mend);
    }

    /** A bare word is most often meant as a fixed text, a name with dots or dashes as a label. */
    private static String mend(String written) {
        if (written.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            return "Write labels." + written + " for the label, or \"'" + written + "'\" for that text";
        }
        return written.startsWith("labels.")
                ? "Write labels['" + written.substring("labels.".length())
                        + "'] where a label's name has other characters than letters, digits and _"
                : "Write labels.app, labels['app.kubernetes.io/name'], or \"'payments'\" for a fixed text";
    }
}
