package io.recoverymesh.handler.action;

import io.recoverymesh.schemas.HandlerAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A named set of actions: what listens on one commands topic.
 *
 * @param name the part of {@code run} before the slash
 * @param actions by their own names, the part after the slash
 */
public record Handler(String name, Map<String, Action> actions) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public Handler {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a handler name of 1 to 100 letters, digits or . _ - that starts with a letter or digit,"
                            + " but got '"
                            + name + "'");
        }
        actions = Map.copyOf(actions);
        Set<String> offered = actions.keySet();
        actions.values().forEach(action -> requireUndo(name, offered, action.description()));
    }

    /** @throws IllegalArgumentException when two actions have the same name, or an undo names none */
    public static Handler of(String name, List<? extends Action> actions) {
        Map<String, Action> byName = new LinkedHashMap<>();
        for (Action action : actions) {
            if (byName.put(action.description().getName(), action) != null) {
                throw new IllegalArgumentException("Expected each action of handler '" + name
                        + "' to have its own name, but got two named '"
                        + action.description().getName() + "'");
            }
        }
        return new Handler(name, byName);
    }

    /** What another handler offers is not known here. */
    private static void requireUndo(String handler, Set<String> offered, HandlerAction described) {
        String undo = described.getUndo();
        if (undo == null) {
            return;
        }
        int slash = undo.indexOf('/');
        boolean named = slash > 0
                && NAME.matcher(undo.substring(0, slash)).matches()
                && NAME.matcher(undo.substring(slash + 1)).matches();
        boolean elsewhere = named && !undo.substring(0, slash).equals(handler);
        if (!named || !(elsewhere || offered.contains(undo.substring(slash + 1)))) {
            throw new IllegalArgumentException("Expected the undo of " + handler + "/" + described.getName()
                    + " to be 'handler/action', of this handler one of " + new TreeSet<>(offered) + ", but got '" + undo
                    + "'");
        }
    }

    public Optional<Action> action(String action) {
        return Optional.ofNullable(actions.get(action));
    }
}
