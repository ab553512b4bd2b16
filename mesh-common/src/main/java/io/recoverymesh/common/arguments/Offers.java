package io.recoverymesh.common.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which actions the handlers that run have announced, and what arguments these take. */
public final class Offers {
    public static final Offers NONE = new Offers(Map.of());

    private final Map<String, Map<String, @Nullable ArgumentsSchema>> handlers;

    private Offers(Map<String, Map<String, @Nullable ArgumentsSchema>> handlers) {
        this.handlers = handlers;
    }

    /** Of handlers whose actions take any arguments. */
    public static Offers named(Map<String, Set<String>> actions) {
        Map<String, Map<String, @Nullable ArgumentsSchema>> handlers = new HashMap<>();
        actions.forEach((handler, names) -> {
            Map<String, @Nullable ArgumentsSchema> offered = new TreeMap<>();
            names.forEach(name -> offered.put(name, null));
            handlers.put(handler, offered);
        });
        return new Offers(handlers);
    }

    /** @param schemas by handler and action; null where an action takes any arguments, or says nothing usable */
    public static Offers of(Map<String, Map<String, @Nullable ArgumentsSchema>> schemas) {
        return new Offers(new HashMap<>(schemas));
    }

    public boolean isEmpty() {
        return handlers.isEmpty();
    }

    public Set<String> handlers() {
        return handlers.keySet();
    }

    /** Actions of a handler; null where it has not announced itself. */
    public @Nullable Set<String> actions(String handler) {
        Map<String, @Nullable ArgumentsSchema> offered = handlers.get(handler);
        return offered == null ? null : offered.keySet();
    }

    /** What is wrong with arguments as a policy gives them, with {@code ${…}} still to be filled in. */
    public List<String> objections(String handler, String action, JsonNode arguments) {
        Map<String, @Nullable ArgumentsSchema> offered = handlers.get(handler);
        ArgumentsSchema schema = offered == null ? null : offered.get(action);
        return schema == null ? List.of() : schema.objectionsToTemplate(arguments);
    }
}
