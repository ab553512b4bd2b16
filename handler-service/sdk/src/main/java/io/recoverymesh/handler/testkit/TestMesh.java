package io.recoverymesh.handler.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.sdk.AnnotatedHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A mesh in memory with one handler in it. */
public final class TestMesh {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final List<Handler> handlers;
    private final InstantSource clock;
    private long steps;

    private TestMesh(List<Handler> handlers, InstantSource clock) {
        this.handlers = handlers;
        this.clock = clock;
    }

    /** @param objects with annotated methods, as given to {@code RecoveryHandlers.run} */
    public static TestMesh of(Object... objects) {
        return new TestMesh(AnnotatedHandlers.of(objects), InstantSource.system());
    }

    /**
     * A step to run.
     *
     * @param action {@code handler/action}
     * @param arguments what a policy gives in {@code with}
     * @throws IllegalArgumentException when no handler here has that name
     */
    public TestStep step(String action, Map<String, ?> arguments) {
        int slash = action.indexOf('/');
        String name = slash < 0 ? action : action.substring(0, slash);
        Handler handler = handlers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected an action of one of the handlers "
                        + handlers.stream().map(Handler::name).toList() + ", but got '" + action + "'"));
        steps++;
        return new TestStep(handler, action.substring(slash + 1), json(arguments), clock, steps);
    }

    /** Runs a step to its end. */
    public TestRun run(String action, Map<String, ?> arguments) {
        return step(action, arguments).run();
    }

    /** Kills the handler at the line that throws it: {@code throw TestMesh.death()}, in a fake that the handler uses. */
    public static Error death() {
        return new SimulatedCrash();
    }

    private static String json(Map<String, ?> arguments) {
        try {
            return JSON.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected arguments that are JSON, but " + e.getOriginalMessage(), e);
        }
    }
}
