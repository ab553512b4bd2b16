package io.recoverymesh.trigger.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.trigger.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/trigger/explain}: what would become of a signal now, and why; it is not published. */
@Controller("/api/v1/trigger")
@Requires(beans = TargetStates.class)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.PROBLEM})
final class ExplainController {
    private final Supplier<Catalogue> catalogue;
    private final TargetStates states;
    private final PayloadReader payloads;
    private final IntakeClock clock;

    ExplainController(Supplier<Catalogue> catalogue, TargetStates states, PayloadReader payloads, IntakeClock clock) {
        this.catalogue = catalogue;
        this.states = states;
        this.payloads = payloads;
        this.clock = clock;
    }

    /** @param policy whose triggers are compared too where the index leaves them out */
    @Post("/explain")
    HttpResponse<byte[]> explain(
            HttpRequest<?> request, @QueryValue @Nullable String policy, @Body byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        if (bytes.length > SignalLimits.MAX_BODY) {
            return Answers.tooLarge(request.getPath());
        }
        Instant now = clock.now();
        try {
            List<Explanation> explanations = payloads.read(bytes, Envelope.of(now)).signals().stream()
                    .map(record -> explain(Signal.of(record), now, policy))
                    .toList();
            return Answers.explained(explanations);
        } catch (InvalidSignalException e) {
            return Answers.invalid(request.getPath(), e.problems());
        } catch (HeldElsewhereException e) {
            return Answers.elsewhere(request.getPath(), String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Answers.busy(request.getPath(), String.valueOf(e.getMessage()));
        }
    }

    private Explanation explain(Signal signal, Instant now, @Nullable String policy) {
        Catalogue current = catalogue.get();
        String key = current.placed(signal).target().key();
        return Explanation.of(states.of(key), signal, current, now, policy);
    }
}
