package io.recoverymesh.common.policy;

import java.util.Locale;
import java.util.Objects;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says in our words what the YAML library found. */
final class YamlErrors {
    record Explained(String message, String mend) {}

    private YamlErrors() {}

    static Explained explain(YAMLException error) {
        if (error instanceof ReaderException unreadable) {
            return new Explained(
                    "Expected text, but got the character U+"
                            + String.format(Locale.ROOT, "%04X", unreadable.getCodePoint()),
                    "Save the file as plain UTF-8 text; is it a policy at all?");
        }
        String text = Objects.requireNonNullElse(
                error instanceof MarkedYAMLException marked ? marked.getProblem() : error.getMessage(), "it is broken");
        if (text.contains("TAB")) {
            return new Explained(
                    "Expected YAML indented with spaces, but got a tab", "Replace tabs at line starts by spaces");
        }
        if (text.contains("aliases") || text.contains("Nesting Depth") || text.contains("recursive")) {
            String but = text.startsWith("Expected") ? text : "Expected a document within the limits, but: " + text;
            return new Explained(but, "Write the values out, in fewer levels");
        }
        if (text.contains("Global tag")) {
            return new Explained("Expected plain values, but got a YAML tag", "Remove the word that begins with '!'");
        }
        String found = text.replaceAll("\\s+", " ").strip();
        return new Explained(
                found.startsWith("expected ") ? "E" + found.substring(1) : "Expected YAML, but " + found,
                "Check indentation, brackets and quotes here and on the line above");
    }
}
