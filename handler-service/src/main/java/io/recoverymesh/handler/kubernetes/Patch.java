package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.argument.Given;
import java.util.List;
import java.util.regex.Pattern;

/** Merges fields into an object (RFC 7386), where it is still the version that was seen. */
final class Patch implements Operation {
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9.-]{1,253}/)?v[a-z0-9]{1,20}");
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9]{1,40}");
    /** What an object is, and what the cluster says of it, is nobody's to patch. */
    private static final List<String> FIXED = List.of("apiVersion", "kind", "status");

    @Override
    public String name() {
        return "patch";
    }

    @Override
    public String words() {
        return "Merges fields into an object, where it is still the version that was seen";
    }

    @Override
    public String schema() {
        return Schemas.object(
                "\"namespace\",\"name\",\"kind\",\"patch\"",
                Schemas.OBJECT,
                "\"apiVersion\":{\"type\":\"string\",\"default\":\"apps/v1\"}",
                "\"kind\":{\"type\":\"string\"}",
                "\"resourceVersion\":{\"type\":\"string\"}",
                "\"patch\":{\"type\":\"object\",\"minProperties\":1}");
    }

    @Override
    public Work work(Given given, KubernetesSettings settings) {
        given.only("namespace", "name", "kind", "apiVersion", "resourceVersion", "patch");
        String apiVersion = given.text("apiVersion", API_VERSION, "a version such as v1 or apps/v1")
                .orElse("apps/v1");
        Kind kind = Kind.of(apiVersion, given.required("kind", KIND, "a kind such as ConfigMap"));
        Place place = new Place(
                kind, Schemas.namespace(given, settings), given.required("name", Schemas.NAME, Schemas.NAME_WORDS));
        String version =
                given.text("resourceVersion", VERSION, "a resource version").orElse("");
        if (!(given.value("patch").orElseThrow(() -> given.missing("patch")) instanceof ObjectNode patch)
                || patch.isEmpty()) {
            throw given.refusal("patch", "a map of the fields to change", "another");
        }
        if (!kind.namespaced()) {
            throw given.refusal("kind", "a kind that lives in a namespace", kind.name());
        }
        for (String field : FIXED) {
            if (patch.has(field)) {
                throw given.refusal("patch", "without " + FIXED, field);
            }
        }
        requirePlainMetadata(given, patch.path("metadata"));
        return (cluster, attempt) -> perform(cluster, attempt, place, version, patch);
    }

    private static void requirePlainMetadata(Given given, JsonNode metadata) {
        metadata.properties().forEach(field -> {
            if (!field.getKey().equals("labels") && !field.getKey().equals("annotations")) {
                throw given.refusal("patch.metadata", "labels and annotations only", field.getKey());
            }
        });
        metadata.path("annotations").properties().forEach(annotation -> {
            if (annotation.getKey().startsWith("recovery.mesh/")) {
                throw given.refusal("patch.metadata", "without the annotations of recoveries", annotation.getKey());
            }
        });
    }

    private Outcome perform(Cluster cluster, Attempt attempt, Place place, String version, ObjectNode patch) {
        KubeObject before = new Edit(cluster, place, name(), attempt)
                .apply(
                        seen -> {
                            if (!version.isEmpty() && !version.equals(seen.resourceVersion())) {
                                throw new RefusedException("Expected " + place + " to be still at resource version "
                                        + version + ", but it is at " + seen.resourceVersion()
                                        + ": somebody changed it. Look at it, and decide anew.");
                            }
                        },
                        (copy, note) -> merge(copy.tree(), patch));
        return Outcome.success(Rollout.JSON
                .createObjectNode()
                .put("patched", place.toString())
                .put("before", before.resourceVersion())
                .put("resourceVersion", cluster.get(place).resourceVersion())
                .toString());
    }

    static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                ObjectNode existing =
                        into.get(field.getKey()) instanceof ObjectNode there ? there : into.putObject(field.getKey());
                merge(existing, inner);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }
}
