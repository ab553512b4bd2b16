package io.recoverymesh.standalone.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.NearestName;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file that knows its line.
 *
 * @param where what it is called in messages
 */
record Written(String file, String where, Node node) {
    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 32;

    /** @throws BadTestException when the text is no YAML, or empty */
    static Written read(String file, String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(MAX_ALIASES);
        limits.setNestingDepthLimit(MAX_DEPTH);
        limits.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(limits).compose(new StringReader(text));
            if (root == null) {
                throw new BadTestException(file, 1, "Expected a test with 'tests', but the file is empty");
            }
            return new Written(file, "the test file", root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new BadTestException(file, line, "Expected YAML, but " + e.getProblem());
        } catch (YAMLException e) {
            throw new BadTestException(file, 1, "Expected YAML, but " + e.getMessage());
        }
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    boolean isObject() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Members by name, in order. */
    Map<String, Written> members() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("an object");
        }
        Map<String, Written> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (members.put(name, new Written(file, "'" + name + "'", tuple.getValueNode())) != null) {
                throw wrong("each field once, '" + name + "' is there twice");
            }
        }
        return members;
    }

    /** Members by name, none but these. */
    Map<String, Written> members(Collection<String> known) {
        Map<String, Written> members = members();
        members.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new BadTestException(
                        file,
                        value.line(),
                        "Expected one of " + String.join(", ", known) + " in " + where + ", but got '" + name + "'. "
                                + NearestName.mend(name, known, "Remove it"));
            }
        });
        return members;
    }

    List<Written> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("a list");
        }
        List<Written> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Written(file, "an entry of " + where, item)));
        return items;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("a text");
        }
        return scalar.getValue();
    }

    Duration duration() {
        try {
            return Durations.parse(text());
        } catch (IllegalArgumentException e) {
            throw wrong("a duration such as 0s, 30s or 5m");
        }
    }

    int count() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw wrong("a whole number");
        }
    }

    boolean flag() {
        return Boolean.parseBoolean(text());
    }

    /** The same as JSON; scalars are what YAML says they are. */
    JsonNode json() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = json.objectNode();
                members().forEach((name, value) -> object.set(name, value.json()));
                yield object;
            }
            case SequenceNode sequence -> {
                ArrayNode array = json.arrayNode();
                items().forEach(item -> array.add(item.json()));
                yield array;
            }
            case ScalarNode scalar -> json(scalar);
            default -> throw wrong("a value");
        };
    }

    BadTestException wrong(String expected) {
        String came = node instanceof ScalarNode scalar
                ? "'" + scalar.getValue() + "'"
                : node instanceof MappingNode ? "an object" : "a list";
        return new BadTestException(file, line(), "Expected " + expected + " for " + where + ", but got " + came);
    }

    private static JsonNode json(ScalarNode scalar) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        @Nullable Tag tag = scalar.getTag();
        if (Tag.INT.equals(tag)) {
            return json.numberNode(Long.parseLong(scalar.getValue().replace("_", "")));
        }
        if (Tag.FLOAT.equals(tag)) {
            return json.numberNode(Double.parseDouble(scalar.getValue()));
        }
        if (Tag.BOOL.equals(tag)) {
            return json.booleanNode(Boolean.parseBoolean(scalar.getValue()));
        }
        return Tag.NULL.equals(tag) ? json.nullNode() : json.textNode(scalar.getValue());
    }
}
