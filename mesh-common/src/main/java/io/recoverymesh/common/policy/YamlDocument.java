package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One YAML document that is no policy, read within the limits of policies; every problem has a file and a line. */
public final class YamlDocument {
    private final Problems problems;
    private final JsonNode tree;

    private YamlDocument(JsonNode tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** Never throws: what is wrong stands in {@link #problems}. */
    public static YamlDocument read(String file, String yaml) {
        List<YamlText> texts = YamlText.split(yaml);
        Lines lines = new Lines(1);
        Problems problems = new Problems(file, lines);
        if (yaml.getBytes(StandardCharsets.UTF_8).length > PolicyReader.MAX_BYTES) {
            problems.error(
                    "", "Expected at most " + PolicyReader.MAX_BYTES / 1024 + " KiB, but it is larger", "Shorten it");
            return new YamlDocument(MissingNode.getInstance(), problems);
        }
        JsonNode found = MissingNode.getInstance();
        for (YamlText text : texts) {
            JsonNode tree = new YamlTree(text, lines, problems).read();
            if (tree != null && !found.isMissingNode()) {
                problems.errorAt(
                        text.firstLine(), "", "Expected one document, but there are several", "Remove the others");
            } else if (tree != null) {
                found = tree;
            }
        }
        return new YamlDocument(found, problems);
    }

    /** A missing node where there is no document, or no YAML. */
    public JsonNode tree() {
        return tree;
    }

    /** Adds a mistake at a field (JSON pointer); the first of each field is kept. */
    public void error(String field, String message, String mend) {
        problems.error(field, message, mend);
    }

    /** In the order of the lines. */
    public List<PolicyProblem> problems() {
        return problems.all();
    }

    /** A value as messages show it: short. */
    public static String shown(JsonNode value) {
        return Shown.of(value);
    }

    /** JSON pointer of a member. */
    public static String child(String pointer, String name) {
        return Lines.child(pointer, name);
    }
}
