package io.recoverymesh.handler.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.recoverymesh.common.arguments.ArgumentsSchema;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** An action whose effect is a team's method. */
final class MethodAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private final HandlerAction description;
    private final @Nullable ArgumentsSchema schema;
    private final HandlerMethod method;
    private final @Nullable HandlerMethod probe;

    MethodAction(HandlerAction description, HandlerMethod method, @Nullable HandlerMethod probe) {
        this.description = description;
        String json = description.getArgumentsSchema();
        this.schema = json == null ? null : ArgumentsSchema.of(json);
        this.method = method;
        this.probe = probe;
    }

    @Override
    public HandlerAction description() {
        return description;
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        if (schema == null) {
            return Optional.empty();
        }
        List<String> objections = schema.objections(arguments.json());
        if (!objections.isEmpty()) {
            return Optional.of(String.join("; ", objections));
        }
        try {
            Object unused = method.bind(JSON, arguments);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("Expected arguments that make a "
                    + method.argumentsType().map(Class::getSimpleName).orElse("record") + ", but "
                    + e.getOriginalMessage());
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws Exception {
        try {
            Object output = method.call(JSON, invocation, boundContext(invocation, context));
            return Outcome.success(output == null ? null : written(output));
        } catch (InvocationTargetException e) {
            return switch (e.getCause()) {
                case RetryableException said -> Outcome.failure(FailureKind.FAILED, words(said), true);
                case NotRetryableException said -> Outcome.failure(FailureKind.FAILED, words(said), false);
                case Exception other -> throw other;
                case Error other -> throw other;
                default -> throw e;
            };
        }
    }

    @Override
    public Probed probe(Invocation invocation, Context context) throws Exception {
        if (probe == null) {
            return Action.super.probe(invocation, context);
        }
        try {
            return probe.call(JSON, invocation, boundContext(invocation, context)) instanceof Probed said
                    ? said
                    : Probed.notKnown("Expected the probe to answer, but it returned null");
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private RecoveryContext boundContext(Invocation invocation, Context context) {
        return new BoundContext(invocation, context, LoggerFactory.getLogger(method.declaringClass()));
    }

    /** The effect took place, whatever becomes of its output. */
    private static String written(Object output) {
        try {
            return JSON.writeValueAsString(output);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode()
                    .put("dropped", "Expected an output that is JSON, but " + e.getOriginalMessage())
                    .toString();
        }
    }

    private static String words(RuntimeException said) {
        String message = said.getMessage();
        return message == null || message.isBlank() ? said.getClass().getSimpleName() : message;
    }
}
