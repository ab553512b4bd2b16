package io.recoverymesh.handler.sdk;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the annotated methods of a team's objects and makes handlers of them. */
public final class AnnotatedHandlers {
    private static final Pattern ACTION =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})/([A-Za-z0-9][A-Za-z0-9._-]{0,99})");

    private AnnotatedHandlers() {}

    /**
     * Handlers by the part of the action's name before the slash.
     *
     * @throws InvalidHandlerException naming the method that is wrong, or that there is none
     */
    public static List<Handler> of(Object... objects) {
        for (Object object : objects) {
            if (object == null) {
                throw new InvalidHandlerException("Expected objects with methods that are handlers, but got null");
            }
        }
        Map<String, HandlerMethod> probes = probes(objects);
        Map<String, List<Action>> byHandler = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (Object object : objects) {
            for (Method method : methods(object.getClass())) {
                RecoveryHandler said = method.getAnnotation(RecoveryHandler.class);
                if (said == null) {
                    continue;
                }
                var name = ACTION.matcher(said.action());
                HandlerMethod found = new HandlerMethod(object, method);
                if (!name.matches()) {
                    throw new InvalidHandlerException("Expected the action of " + found.name()
                            + " to be 'handler/action' (letters, digits, . _ -), but got '" + said.action() + "'");
                }
                if (!names.add(said.action())) {
                    throw new InvalidHandlerException("Expected one method for action '" + said.action()
                            + "', but got a second: " + found.name());
                }
                byHandler
                        .computeIfAbsent(name.group(1), handler -> new ArrayList<>())
                        .add(action(said, name.group(2), found, probes.remove(said.action())));
            }
        }
        if (byHandler.isEmpty()) {
            throw new InvalidHandlerException("Expected a method annotated with @RecoveryHandler, but found none in "
                    + classes(objects) + ". Annotate one, and pass an object of its class: new PaymentsHandlers().");
        }
        if (!probes.isEmpty()) {
            throw new InvalidHandlerException(
                    "Expected the probe of one of " + names + ", but got one of " + probes.keySet());
        }
        return byHandler.entrySet().stream()
                .map(entry -> handler(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Handler handler(String name, List<Action> actions) {
        try {
            return Handler.of(name, actions);
        } catch (IllegalArgumentException e) {
            throw new InvalidHandlerException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether objects of this class have methods that are handlers or probes. */
    public static boolean isAnnotated(Class<?> type) {
        return !methods(type).isEmpty();
    }

    private static Action action(
            RecoveryHandler said, String name, HandlerMethod method, @Nullable HandlerMethod probe) {
        if (said.safety() == Safety.PROBE && probe == null) {
            throw new InvalidHandlerException("Expected a method with @RecoveryProbe(action = \"" + said.action()
                    + "\"), as the safety of " + method.name() + " is PROBE, but there is none");
        }
        String schema = method.argumentsType()
                .map(RecordSchema::of)
                .orElse("{\"type\":\"object\",\"additionalProperties\":false}");
        String description = said.description().isEmpty() ? method.name() : said.description();
        String undo = said.undo().isEmpty() ? null : said.undo();
        return new MethodAction(new HandlerAction(name, description, said.safety(), schema, undo), method, probe);
    }

    private static Map<String, HandlerMethod> probes(Object[] objects) {
        Map<String, HandlerMethod> probes = new HashMap<>();
        for (Object object : objects) {
            for (Method method : methods(object.getClass())) {
                RecoveryProbe said = method.getAnnotation(RecoveryProbe.class);
                if (said != null) {
                    HandlerMethod probe = new HandlerMethod(object, method);
                    if (probe.returnType() != Probed.class) {
                        throw new InvalidHandlerException(
                                "Expected " + probe.name() + " to return Probed, but it returns "
                                        + probe.returnType().getName());
                    }
                    if (probes.put(said.action(), probe) != null) {
                        throw new InvalidHandlerException("Expected one probe of action '" + said.action()
                                + "', but got a second: " + probe.name());
                    }
                }
            }
        }
        return probes;
    }

    /** Also of superclasses: frameworks hand out proxies. */
    private static List<Method> methods(Class<?> of) {
        List<Method> methods = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (Class<?> type = of; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean annotated = method.isAnnotationPresent(RecoveryHandler.class)
                        || method.isAnnotationPresent(RecoveryProbe.class);
                if (annotated
                        && !method.isBridge()
                        && seen.add(method.getName() + List.of(method.getParameterTypes()))) {
                    methods.add(method);
                }
            }
        }
        methods.sort((a, b) -> a.getName().compareTo(b.getName()));
        return methods;
    }

    private static List<String> classes(Object[] objects) {
        List<String> names = new ArrayList<>();
        for (Object object : objects) {
            names.add(object.getClass().getName());
        }
        return names;
    }
}
