package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that are new each time: a trigger that waits for one matches once at most, a key made of one never repeats. */
final class IdentityLint {
    private static final Pattern UNIQUE_LABEL = Pattern.compile(
            "(pod_?|container_?|request_?|trace_?|span_?|event_?|alert_?|correlation_?|session_?)?(uid|uuid|guid)"
                    + "|(request|trace|span|event|correlation|session|container|message|fingerprint)_?id"
                    + "|timestamp|fingerprint|starts_?at|nonce");
    private static final Pattern UUID = Pattern.compile("(?i).*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}.*");
    private static final Pattern POD =
            Pattern.compile(".+-(?=[a-z]*\\d)[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}");
    private static final Pattern TIME =
            Pattern.compile(".*(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}|\\b1[5-9]\\d{8}(\\d{3})?\\b).*");
    private static final Pattern LABEL = Pattern.compile("\\$\\{signal\\.labels\\.([^}]*)}");
    private static final Pattern IN_CONDITION =
            Pattern.compile("signal\\.labels(?:\\.|\\[')([A-Za-z0-9_.-]+)(?:'])?\\s*(?:==|in\\b)");

    private final Problems problems;

    private IdentityLint(Problems problems) {
        this.problems = problems;
    }

    static void run(JsonNode document, Problems problems) {
        IdentityLint lint = new IdentityLint(problems);
        lint.triggers("/spec/on", document.at("/spec/on"));
        JsonNode steps = document.at("/spec/steps");
        for (int i = 0; i < steps.size(); i++) {
            lint.keys("/spec/steps/" + i + "/with", steps.get(i).path("with"));
            lint.keys("/spec/steps/" + i + "/undo/with", steps.get(i).at("/undo/with"));
        }
    }

    /** Wherever a pattern stands in a trigger. */
    private void triggers(String pointer, JsonNode value) {
        if (value.isObject()) {
            pattern(pointer, value);
            value.properties().forEach(member -> triggers(Lines.child(pointer, member.getKey()), member.getValue()));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            triggers(pointer + "/" + i, value.get(i));
        }
    }

    private void pattern(String pointer, JsonNode pattern) {
        pattern.path("labels").properties().forEach(label -> {
            String value = label.getValue().asText();
            if (isUnique(label.getKey()) || isUniqueValue(value)) {
                onlyOnce(Lines.child(pointer + "/labels", label.getKey()), label.getKey() + ": " + value);
            }
        });
        if (isUniqueValue(pattern.path("instance").asText())) {
            onlyOnce(pointer + "/instance", pattern.path("instance").asText());
        }
        IN_CONDITION
                .matcher(pattern.path("where").asText())
                .results()
                .map(match -> match.group(1))
                .filter(IdentityLint::isUnique)
                .forEach(label -> onlyOnce(pointer + "/where", "signal.labels." + label));
    }

    private void onlyOnce(String pointer, String what) {
        problems.warning(
                pointer,
                "'" + Shown.shortened(what) + "' looks like an id that is new each time: once it has changed, this"
                        + " trigger never matches again",
                "Match on what stays: the service, the alert's name, a label such as team or app");
    }

    /** A receiver knows a repetition by its key. */
    private void keys(String pointer, JsonNode value) {
        value.properties().forEach(member -> {
            String place = Lines.child(pointer, member.getKey());
            if (member.getKey().toLowerCase(Locale.ROOT).contains("idempoten")) {
                key(place, member.getValue().asText());
            }
            keys(place, member.getValue());
        });
    }

    private void key(String place, String value) {
        boolean isNew = LABEL.matcher(value).results().anyMatch(match -> isUnique(match.group(1)));
        if (isNew || isUniqueValue(value)) {
            problems.warning(
                    place,
                    "This key holds what is new in each signal, or never new at all: its receiver cannot tell a"
                            + " repetition from another request",
                    "Use ${recovery.id} and ${step.id}, or leave it out: the mesh sends a key of its own");
        }
    }

    private static boolean isUnique(String label) {
        return UNIQUE_LABEL
                .matcher(label.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_'))
                .matches();
    }

    private static boolean isUniqueValue(String value) {
        return UUID.matcher(value).matches()
                || TIME.matcher(value).matches()
                || POD.matcher(value).matches();
    }
}
