package io.recoverymesh.handler.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Invocation;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A method of a team's object that takes a record, a context, both or neither. */
final class HandlerMethod {
    private final Object owner;
    private final Method method;
    private final @Nullable Class<?> arguments;

    /** @throws InvalidHandlerException when it takes something else */
    HandlerMethod(Object owner, Method method) {
        this.owner = owner;
        this.method = method;
        @Nullable Class<?> found = null;
        int contexts = 0;
        for (Class<?> type : method.getParameterTypes()) {
            if (type == RecoveryContext.class && contexts == 0) {
                contexts++;
            } else if (type.isRecord() && found == null) {
                found = type;
            } else {
                throw new InvalidHandlerException("Expected " + name()
                        + " to take at most one record (the arguments) and one RecoveryContext, but it takes "
                        + type.getName() + ". Declare a record with a component for each argument.");
            }
        }
        if (Modifier.isStatic(method.getModifiers())) {
            throw new InvalidHandlerException("Expected " + name() + " to be a method of an object, but it is static");
        }
        arguments = found;
        try {
            method.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new InvalidHandlerException("Expected " + name() + " to be accessible, but its module does not open "
                    + "its package: " + e.getMessage());
        }
    }

    Optional<Class<?>> argumentsType() {
        return Optional.ofNullable(arguments);
    }

    Class<?> returnType() {
        return method.getReturnType();
    }

    Class<?> declaringClass() {
        return method.getDeclaringClass();
    }

    String name() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    /** @throws JsonProcessingException also when the record itself objects */
    @Nullable
    Object bind(JsonMapper json, Arguments given) throws JsonProcessingException {
        return arguments == null ? null : json.treeToValue(given.json(), arguments);
    }

    @Nullable
    Object call(JsonMapper json, Invocation invocation, RecoveryContext context)
            throws InvocationTargetException, IllegalAccessException, JsonProcessingException {
        Object bound = bind(json, invocation.arguments());
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = types[i] == RecoveryContext.class ? context : bound;
        }
        return method.invoke(owner, values);
    }
}
