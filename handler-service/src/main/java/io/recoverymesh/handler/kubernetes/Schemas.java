package io.recoverymesh.handler.kubernetes;

import io.recoverymesh.handler.argument.Given;
import java.util.List;
import java.util.regex.Pattern;

/** The arguments that several operations share: how they are announced, and how they are read. */
final class Schemas {
    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    static final String NAME_WORDS = "a name of lower-case letters, digits, . and -";

    private static final String NAME_SCHEMA =
            "{\"type\":\"string\",\"pattern\":\"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$\"}";
    static final String NAMESPACE = "\"namespace\":" + NAME_SCHEMA;
    static final String OBJECT = NAMESPACE + ",\"name\":" + NAME_SCHEMA;
    static final String NODE = "\"node\":" + NAME_SCHEMA;
    static final String WAIT = "\"wait\":{\"type\":\"boolean\",\"default\":true}";

    private Schemas() {}

    static String kinds(List<Kind> kinds) {
        return "\"kind\":{\"enum\":["
                + String.join(
                        ",", kinds.stream().map(kind -> '"' + kind.name() + '"').toList())
                + "],\"default\":\"Deployment\"}";
    }

    /** @param required names in quotes, separated by commas */
    static String object(String required, String... properties) {
        return "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[" + required + "],\"properties\":{"
                + String.join(",", properties) + "}}";
    }

    static String namespace(Given given, KubernetesSettings settings) {
        String namespace = given.required("namespace", NAME, NAME_WORDS);
        if (!settings.allows(namespace)) {
            throw new IllegalArgumentException("Expected 'namespace' to be one of the allowed namespaces "
                    + settings.namespaces() + ", but got '" + namespace
                    + "'. Add it to handler.kubernetes.namespaces where the handler runs.");
        }
        return namespace;
    }

    static Place workload(Given given, KubernetesSettings settings, List<Kind> kinds) {
        String[] names = kinds.stream().map(Kind::name).toArray(String[]::new);
        String written = given.oneOf("kind", Kind.DEPLOYMENT.name(), names);
        Kind kind = kinds.stream()
                .filter(known -> known.name().equals(written))
                .findFirst()
                .orElseThrow();
        return new Place(kind, namespace(given, settings), given.required("name", NAME, NAME_WORDS));
    }

    static Place node(Given given, KubernetesSettings settings) {
        if (!settings.nodes()) {
            throw new IllegalArgumentException("Expected nodes to be allowed, but handler.kubernetes.nodes is false."
                    + " Set it to true where the handler runs.");
        }
        return new Place(Kind.NODE, "", given.required("node", NAME, NAME_WORDS));
    }
}
