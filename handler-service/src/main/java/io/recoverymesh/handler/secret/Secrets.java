package io.recoverymesh.handler.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of <code>${secret:…}</code>, and remembers them, so that they are redacted ever after. */
public final class Secrets {
    static final int MAX_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AllowedSecrets allowed;
    private final Map<String, String> environment;
    private final KnownSecrets known;

    /**
     * @param allowed to policies; the handler's own configuration may name any
     * @param environment of this process
     */
    public Secrets(AllowedSecrets allowed, Map<String, String> environment, KnownSecrets known) {
        this.allowed = allowed;
        this.environment = environment;
        this.known = known;
    }

    public KnownSecrets known() {
        return known;
    }

    /**
     * The arguments with values in the place of references.
     *
     * @throws IllegalArgumentException when a reference is malformed, not allowed, or leads to nothing
     */
    Arguments resolve(Arguments arguments) {
        String written = arguments.toString();
        if (!written.contains("secret:")) {
            return arguments;
        }
        try {
            JsonNode tree = JSON.readTree(written);
            return Arguments.parse(resolved(tree, text -> resolve(text, true)).toString());
        } catch (IOException e) {
            throw new IllegalStateException("Expected arguments to be JSON", e);
        }
    }

    /** Whether the arguments name a secret. */
    static boolean named(Arguments arguments) {
        return SecretReference.WRITTEN.matcher(arguments.toString()).find();
    }

    /**
     * A text of the handler's own configuration, with values in the place of references.
     *
     * @throws IllegalArgumentException when a reference is malformed or leads to nothing
     */
    public String resolve(String text) {
        return resolve(text, false);
    }

    private String resolve(String text, boolean ofPolicy) {
        return SecretReference.WRITTEN
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), ofPolicy)));
    }

    private String value(String written, boolean ofPolicy) {
        SecretReference reference = SecretReference.of(written);
        if (ofPolicy && !allowed.allows(reference)) {
            throw new IllegalArgumentException(
                    "Expected one of the secrets that policies may name " + allowed.patterns() + ", but got '"
                            + reference + "'. Add it to handler.secrets.allowed where the handler runs.");
        }
        String value =
                switch (reference.source()) {
                    case ENV -> environment.get(reference.place());
                    case FILE -> read(Path.of(reference.place()));
                };
        if (value == null || value.length() < KnownSecrets.SHORTEST) {
            throw new IllegalArgumentException("Expected a secret of at least " + KnownSecrets.SHORTEST
                    + " characters at '" + reference + "', but "
                    + (value == null ? "there is none" : "it is shorter: it could not be redacted")
                    + ". Set it where the handler runs.");
        }
        known.add(value);
        return value;
    }

    /** A file's last line end is its editor's, not the secret's. */
    private static @Nullable String read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "Expected a secret of at most " + MAX_BYTES + " bytes, but got more in " + file);
            }
            return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected to read a secret from " + file + ", but got " + e, e);
        }
    }

    private static JsonNode resolved(JsonNode tree, UnaryOperator<String> resolve) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue(), resolve)));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(resolved(element, resolve)));
            return copy;
        }
        return tree.isTextual() ? TextNode.valueOf(resolve.apply(tree.asText())) : tree;
    }
}
