package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An object of the cluster as a document; changes are made on copies. */
record KubeObject(ObjectNode tree) {
    String name() {
        return text("/metadata/name");
    }

    String namespace() {
        return text("/metadata/namespace");
    }

    String resourceVersion() {
        return text("/metadata/resourceVersion");
    }

    String uid() {
        return text("/metadata/uid");
    }

    /** Empty text where there is none. */
    String text(String pointer) {
        return tree.at(pointer).asText("");
    }

    /** Zero where there is none. */
    long number(String pointer) {
        return tree.at(pointer).asLong(0);
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    Optional<String> annotation(String name) {
        return Optional.ofNullable(tree.path("metadata").path("annotations").get(name))
                .map(JsonNode::asText);
    }

    KubeObject copy() {
        return new KubeObject(tree.deepCopy());
    }

    /** Changes this copy. */
    void annotate(String name, String value) {
        child("metadata", "annotations").put(name, value);
    }

    /** The object at a path, made where it is not there. */
    ObjectNode child(String... path) {
        ObjectNode node = tree;
        for (String name : path) {
            node = node.get(name) instanceof ObjectNode existing ? existing : node.putObject(name);
        }
        return node;
    }
}
