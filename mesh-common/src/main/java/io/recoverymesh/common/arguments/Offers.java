package io.recoverymesh.common.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which actions the handlers that run have announced, what arguments these take, and what takes their effect back. */
public final class Offers {
    public static final Offers NONE = new Offers(Map.of());

    private final Map<String, Map<String, Offer>> handlers;

    private Offers(Map<String, Map<String, Offer>> handlers) {
        this.handlers = handlers;
    }

    /** Of handlers whose actions take any arguments. */
    public static Offers named(Map<String, Set<String>> actions) {
        Map<String, Map<String, Offer>> handlers = new HashMap<>();
        actions.forEach((handler, names) -> {
            Map<String, Offer> offered = new TreeMap<>();
            names.forEach(name -> offered.put(name, Offer.ANYTHING));
            handlers.put(handler, offered);
        });
        return new Offers(handlers);
    }

    /** @param actions by handler and name */
    public static Offers of(Map<String, Map<String, Offer>> actions) {
        return new Offers(new HashMap<>(actions));
    }

    public boolean isEmpty() {
        return handlers.isEmpty();
    }

    public Set<String> handlers() {
        return handlers.keySet();
    }

    /** Actions of a handler; null where it has not announced itself. */
    public @Nullable Set<String> actions(String handler) {
        Map<String, Offer> offered = handlers.get(handler);
        return offered == null ? null : offered.keySet();
    }

    /** What is wrong with arguments as a policy gives them, with {@code ${…}} still to be filled in. */
    public List<String> objections(String handler, String action, JsonNode arguments) {
        Offer offer = offer(handler, action);
        ArgumentsSchema schema = offer == null ? null : offer.schema();
        return schema == null ? List.of() : schema.objectionsToTemplate(arguments);
    }

    /** {@code handler/action} that takes an action's effect back; null where none is announced. */
    public @Nullable String undo(String handler, String action) {
        Offer offer = offer(handler, action);
        return offer == null ? null : offer.undo();
    }

    private @Nullable Offer offer(String handler, String action) {
        Map<String, Offer> offered = handlers.get(handler);
        return offered == null ? null : offered.get(action);
    }

    /**
     * What is announced of one action.
     *
     * @param schema of its arguments; null where it takes any, or says nothing usable
     * @param undo {@code handler/action} that takes its effect back; null where none does
     */
    public record Offer(
            @Nullable ArgumentsSchema schema, @Nullable String undo) {
        static final Offer ANYTHING = new Offer(null, null);
    }
}
