package io.recoverymesh.trigger.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
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
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.Payload;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/** {@code POST /api/v1/signals} for every format, one path each for the webhooks, and {@code /v1/logs} for OpenTelemetry. */
@Controller
@Requires(beans = Intake.class)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.PROBLEM})
final class IntakeController {
    private final Intake intake;
    private final IntakeClock clock;
    private final PayloadReader payloads;
    private final IntakeObserver observer;
    private final InFlight inFlight;
    private final BodyReader bodies;

    IntakeController(
            Intake intake,
            IntakeClock clock,
            PayloadReader payloads,
            IntakeLimits limits,
            IntakeObserver observer,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.intake = intake;
        this.clock = clock;
        this.payloads = payloads;
        this.observer = observer;
        this.inFlight = new InFlight(limits.maxRequests(), limits.maxBytes());
        this.bodies = new BodyReader(executor, limits.bodyTimeout());
        observer.watch(inFlight::requests, inFlight::bytes);
    }

    /** Reads a body as this path expects it. */
    private interface Reading {
        Payload read(byte[] body, Envelope envelope);
    }

    @Post("/api/v1/signals")
    HttpResponse<byte[]> signals(HttpRequest<?> request, @Body @Nullable InputStream body) {
        Map<String, String> attributes = BinaryEvents.attributes(request.getHeaders());
        return accept(
                request,
                body,
                (bytes, envelope) -> attributes.isEmpty()
                        ? payloads.read(bytes, envelope)
                        : payloads.readBinary(attributes, bytes, envelope));
    }

    @Post("/api/v1/alerts/{sender:alertmanager|grafana}")
    HttpResponse<byte[]> alerts(HttpRequest<?> request, String sender, @Body @Nullable InputStream body) {
        return accept(request, body, payloads::readAlerts);
    }

    @Post("/v1/logs")
    HttpResponse<byte[]> logs(HttpRequest<?> request, @Body @Nullable InputStream body) {
        HttpResponse<byte[]> answer = accept(request, body, payloads::read);
        return answer.code() < 300 ? Answers.exported() : answer;
    }

    private HttpResponse<byte[]> accept(HttpRequest<?> request, @Nullable InputStream body, Reading reading) {
        try (InputStream stream = body == null ? InputStream.nullInputStream() : body) {
            return accepted(request, stream, reading);
        } catch (IOException e) {
            return answered(Answers.busy(request.getPath(), "Expected the whole body, but the connection ended"));
        }
    }

    private HttpResponse<byte[]> accepted(HttpRequest<?> request, InputStream body, Reading reading)
            throws IOException {
        String unreadable = ContentType.problem(
                request.getHeaders().get(HttpHeaders.CONTENT_TYPE),
                request.getHeaders().get(HttpHeaders.CONTENT_ENCODING));
        if (unreadable != null) {
            return refused(body, Answers.unsupported(request.getPath(), unreadable));
        }
        long announced = BodyReader.announced(request);
        if (announced > SignalLimits.MAX_BODY) {
            return refused(body, Answers.tooLarge(request.getPath()));
        }
        InFlight.Lease lease = inFlight.enter(announced);
        if (lease == null) {
            return refused(
                    body,
                    Answers.busy(
                            request.getPath(),
                            "Expected at most " + inFlight.limits() + " at once, but there are more"));
        }
        try (lease) {
            return published(request, body, reading);
        }
    }

    private HttpResponse<byte[]> published(HttpRequest<?> request, InputStream body, Reading reading)
            throws IOException {
        String path = request.getPath();
        try {
            Payload payload = reading.read(bodies.read(body), Envelope.of(clock.now()));
            intake.publish(payload.signals());
            observer.answered(payload.format().word(), 202);
            return Answers.accepted(payload);
        } catch (InvalidSignalException e) {
            return answered(Answers.invalid(path, e.problems()));
        } catch (BodyReader.TooLargeException e) {
            return refused(body, Answers.tooLarge(path));
        } catch (SignalsNotAcceptedException e) {
            return answered(Answers.busy(path, String.valueOf(e.getMessage())));
        } catch (TimeoutException e) {
            return answered(Answers.busy(path, "Expected the whole body in time, but it did not come"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answered(Answers.busy(path, "Expected to go on, but the service stops"));
        }
    }

    /** Before the body was read. */
    private HttpResponse<byte[]> refused(InputStream body, HttpResponse<byte[]> answer) {
        try {
            bodies.discard(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answered(answer);
    }

    private HttpResponse<byte[]> answered(HttpResponse<byte[]> answer) {
        observer.answered("unknown", answer.code());
        return answer;
    }
}
