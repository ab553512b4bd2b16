package io.recoverymesh.trigger.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.trigger.signal.AlertmanagerWebhook;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.JsonSignals;
import io.recoverymesh.trigger.signal.JsonSignals.Envelope;
import io.recoverymesh.trigger.signal.Payload;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/** {@code POST /api/v1/alerts/alertmanager} and {@code POST /api/v1/signals}. */
@Controller("/api/v1")
@Requires(beans = Intake.class)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.PROBLEM})
final class IntakeController {
    /** Requests whose signals wait for Kafka at the same time, each of at most 1 MiB. */
    private static final int MAX_WAITING = 128;

    private final Intake intake;
    private final IntakeClock clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    IntakeController(Intake intake, IntakeClock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Post("/alerts/alertmanager")
    HttpResponse<byte[]> alertmanager(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return accept(request, body, AlertmanagerWebhook::read);
    }

    @Post("/signals")
    HttpResponse<byte[]> signals(HttpRequest<?> request, @Body byte @Nullable [] body) {
        return accept(request, body, (bytes, now) -> JsonSignals.read(bytes, Envelope.of(now)));
    }

    private HttpResponse<byte[]> accept(
            HttpRequest<?> request, byte @Nullable [] body, BiFunction<byte[], Instant, Payload> reader) {
        byte[] bytes = body == null ? new byte[0] : body;
        if (bytes.length > SignalLimits.MAX_BODY) {
            return Answers.tooLarge(request.getPath(), bytes.length);
        }
        if (!waiting.tryAcquire()) {
            return Answers.busy(
                    request.getPath(), "Expected at most " + MAX_WAITING + " requests at once, but there are more");
        }
        try {
            Payload payload = reader.apply(bytes, clock.now());
            intake.publish(payload.signals());
            return Answers.accepted(payload);
        } catch (InvalidSignalException e) {
            return Answers.invalid(request.getPath(), e.problems());
        } catch (SignalsNotAcceptedException e) {
            return Answers.busy(request.getPath(), String.valueOf(e.getMessage()));
        } finally {
            waiting.release();
        }
    }
}
