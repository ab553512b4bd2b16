package io.recoverymesh.handler.endpoint;

import io.recoverymesh.common.arguments.ArgumentsSchema;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An action that an HTTP endpoint performs. */
final class EndpointAction implements Action {
    private final EndpointDefinition.Offer offer;
    private final @Nullable ArgumentsSchema schema;
    private final EndpointCaller caller;

    EndpointAction(EndpointDefinition.Offer offer, EndpointCaller caller) {
        this.offer = offer;
        this.schema = offer.schema() == null ? null : ArgumentsSchema.of(offer.schema());
        this.caller = caller;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction(offer.name(), offer.description(), offer.safety(), offer.schema(), offer.undo());
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        List<String> objections = schema == null ? List.of() : schema.objections(arguments.json());
        return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        Optional<String> objection = caller.objection();
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        @Nullable URI location = null;
        boolean begun = false;
        try {
            EndpointAnswer answer = caller.begin(offer, invocation, context);
            begun = true;
            while (answer.isRunning()) {
                answer.progress().ifPresent(context::heartbeat);
                location = answer.location() == null ? location : answer.location();
                pause(answer);
                answer = location == null
                        ? caller.begin(offer, invocation, context)
                        : caller.status(location, offer, invocation, context);
            }
            return ended(answer, location != null);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return begun
                    ? Outcome.unknown("Expected the endpoint to say how it goes, but it is gone: " + e)
                    : Outcome.failure(FailureKind.FAILED, "Expected the endpoint to answer, but " + e, true);
        } catch (IOException | IllegalArgumentException e) {
            if (Thread.interrupted()) {
                stop(location, invocation, context);
                throw new InterruptedException();
            }
            return Outcome.unknown("Expected the endpoint to answer, but " + e);
        } catch (InterruptedException e) {
            stop(location, invocation, context);
            throw e;
        }
    }

    /** 429 and 503 promise that nothing took place, as do the other 4xx; what a 5xx left behind is not known. */
    private static Outcome ended(EndpointAnswer answer, boolean hadBegun) {
        if (answer.isDone()) {
            return Outcome.success(answer.output());
        }
        boolean later = answer.status() == 429 || answer.status() == 503;
        if (answer.status() >= 500 && !later) {
            return Outcome.unknown(answer.error());
        }
        boolean statusLost = hadBegun && (later || answer.status() == 404 || answer.status() == 408);
        if (statusLost || answer.status() == 408 || answer.status() < 400) {
            return Outcome.unknown(answer.error());
        }
        return Outcome.failure(FailureKind.FAILED, answer.error(), later);
    }

    @Override
    public Probed probe(Invocation invocation, Context context) throws IOException, InterruptedException {
        EndpointAnswer answer = caller.effect(offer, invocation, context);
        while (answer.isRunning()) {
            pause(answer);
            answer = caller.effect(offer, invocation, context);
        }
        return switch (answer.status()) {
            case 200, 204 -> Probed.tookPlace("the endpoint says that it took place", answer.output());
            case 404 -> Probed.didNotTakePlace("the endpoint has seen no effect with this key");
            default -> Probed.notKnown(answer.error());
        };
    }

    private void stop(@Nullable URI location, Invocation invocation, Context context) {
        if (location == null) {
            return;
        }
        try {
            caller.stop(location, offer, invocation, context);
        } catch (IOException | IllegalArgumentException e) {
            context.heartbeat("the endpoint was asked to stop, and did not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(EndpointAnswer answer) throws InterruptedException {
        LockSupport.parkNanos(answer.retryAfter().toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
