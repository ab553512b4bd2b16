package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns the YAML of one document into a JSON tree and notes the line of every field; everything in it has a limit. */
final class YamlTree {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 20_000;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_KEY = 128;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final YamlText yaml;
    private final Lines lines;
    private final Problems problems;
    private int nodes;

    YamlTree(YamlText yaml, Lines lines, Problems problems) {
        this.yaml = yaml;
        this.lines = lines;
        this.problems = problems;
    }

    /** Null when the document is empty, or so broken that there is no tree; then the problems say so. */
    @Nullable
    JsonNode read() {
        try {
            Node root = new Yaml(options()).compose(new StringReader(yaml.text()));
            return root == null || isEmpty(root) ? null : tree(root, "", 0);
        } catch (MarkedYAMLException e) {
            refuse(e.getProblemMark() == null ? 0 : e.getProblemMark().getLine(), YamlErrors.explain(e));
        } catch (ReaderException e) {
            refuse(lineOf(e.getPosition()), YamlErrors.explain(e));
        } catch (YAMLException e) {
            refuse(0, YamlErrors.explain(e));
        }
        return null;
    }

    /** A separator with nothing but comments after it. */
    private static boolean isEmpty(Node root) {
        return root instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        options.setCodePointLimit(PolicyReader.MAX_BYTES);
        return options;
    }

    private @Nullable JsonNode tree(Node node, String pointer, int depth) {
        // aliases are repeated here: both limits count what they expand to
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new YAMLException("Expected at most " + MAX_NODES + " values, " + MAX_DEPTH
                    + " deep, aliases expanded, but this document has more");
        }
        lines.put(pointer, lineOf(node));
        if (node instanceof ScalarNode scalar) {
            return YamlScalar.value(scalar, pointer, problems);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(tree(item, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return node instanceof MappingNode mapping ? object(mapping, pointer, depth) : null;
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            int line = lineOf(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)
                    || key.getValue().length() > MAX_KEY) {
                problems.errorAt(
                        line,
                        pointer,
                        "Expected a field name of at most " + MAX_KEY
                                + " characters, but got a list, an object or a longer text",
                        "Write a plain name before the colon; quote texts that begin with { or [");
                continue;
            }
            String field = Lines.child(pointer, key.getValue());
            if (object.has(key.getValue())) {
                problems.errorAt(
                        line,
                        field,
                        "Expected '" + key.getValue() + "' once, but it is written twice (first on line "
                                + lines.of(field) + ")",
                        "Remove one of the two");
                continue;
            }
            lines.put(field, line);
            object.set(key.getValue(), tree(entry.getValueNode(), field, depth + 1));
        }
        return object;
    }

    private void refuse(int line, YamlErrors.Explained explained) {
        problems.errorAt(yaml.firstLine() + line, "", explained.message(), explained.mend());
    }

    private int lineOf(Node node) {
        return yaml.firstLine() + node.getStartMark().getLine();
    }

    private int lineOf(int codePoint) {
        return (int)
                yaml.text().codePoints().limit(codePoint).filter(c -> c == '\n').count();
    }
}
