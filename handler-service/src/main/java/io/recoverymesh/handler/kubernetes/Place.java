package io.recoverymesh.handler.kubernetes;

/**
 * Which object.
 *
 * @param namespace empty for what is in none, such as a node
 */
record Place(Kind kind, String namespace, String name) {
    @Override
    public String toString() {
        return kind.name() + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
