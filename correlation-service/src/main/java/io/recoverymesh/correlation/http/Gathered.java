package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A list that is gathered from all instances: each thing once, in the list's order, up to the limit. */
enum Gathered {
    FLOWS("/api/v1/flows", "flows", 50, true, "changedAt,flowId"),
    VERDICTS("/api/v1/verdicts", "verdicts", 50, true, "at,requestId,verdict"),
    TARGETS("/api/v1/targets", "targets", 500, false, "group,target"),
    GROUPS("/api/v1/groups", "groups", Pages.LONGEST, false, "group"),
    BREAKERS("/api/v1/breakers", "breakers", 500, false, "group,service,policy"),
    WAITING("/api/v1/waiting", "waiting", 500, false, "group,target,policy,requestId");

    private final String path;
    private final String field;
    private final int usual;
    private final boolean newestFirst;
    private final String sortedBy;

    Gathered(String path, String field, int usual, boolean newestFirst, String sortedBy) {
        this.path = path;
        this.field = field;
        this.usual = usual;
        this.newestFirst = newestFirst;
        this.sortedBy = sortedBy;
    }

    /** The list that a path shows. */
    static Optional<Gathered> at(String path) {
        return Arrays.stream(values()).filter(list -> list.path.equals(path)).findFirst();
    }

    int usual() {
        return usual;
    }

    /** @param answers of which the first one's other fields are kept */
    ObjectNode merge(List<JsonNode> answers, int limit, List<String> missing) {
        Map<String, JsonNode> things = new LinkedHashMap<>();
        for (JsonNode answer : answers) {
            answer.path(field).forEach(thing -> things.putIfAbsent(identity(thing), thing));
        }
        List<JsonNode> sorted = new ArrayList<>(things.values());
        Comparator<JsonNode> order = Comparator.comparing(thing -> text(thing, names().getFirst()));
        sorted.sort((newestFirst ? Collections.reverseOrder(order) : order).thenComparing(this::identity));
        ObjectNode merged = answers.getFirst().deepCopy();
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        sorted.stream().limit(limit).forEach(shown::add);
        merged.set(field, shown);
        ArrayNode missed = JsonNodeFactory.instance.arrayNode();
        missing.forEach(missed::add);
        merged.set("missing", missed);
        return merged;
    }

    private String identity(JsonNode thing) {
        List<String> names = this == FLOWS ? List.of("flowId") : names();
        return names.stream().map(name -> text(thing, name)).collect(Collectors.joining("\u0000"));
    }

    private List<String> names() {
        return List.of(sortedBy.split(",", -1));
    }

    private static String text(JsonNode thing, String name) {
        return thing.path(name).asText();
    }
}
